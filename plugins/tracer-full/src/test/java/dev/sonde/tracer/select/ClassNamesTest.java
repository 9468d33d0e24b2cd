package dev.sonde.tracer.select;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ClassNamesTest {
  @Test
  void simpleName_isThatOfAnyPackageAndOuterClass() {
    ClassNames names = ClassNames.of("Orders");
    assertThat(names.match("Orders")).isTrue();
    assertThat(names.match("com.acme.Orders")).isTrue();
    assertThat(names.match("com.acme.Shop$Orders")).isTrue();
    assertThat(names.match("com.acme.MyOrders")).isFalse();
    assertThat(names.match("com.acme.Orders$Line")).isFalse();
  }

  @Test
  void wholeName_isThatClassAlone() {
    ClassNames names = ClassNames.of("com.acme.Orders");
    assertThat(names.match("com.acme.Orders")).isTrue();
    assertThat(names.match("org.com.acme.Orders")).isFalse();
    assertThat(names.match("com.acme.Orders$Line")).isFalse();
    assertThat(names.match("com.acme.Orders2")).isFalse();
  }

  @Test
  void outerClassAndShortPackage_areMoreThanWhatIsWritten() {
    assertThat(ClassNames.of("com.acme.Shop.Orders").match("com.acme.Shop$Orders")).isTrue();
    assertThat(ClassNames.of("Shop.Orders").match("com.acme.Shop$Orders")).isTrue();
    assertThat(ClassNames.of("c.acme.Orders").match("com.acme.Orders")).isTrue();
  }
}
