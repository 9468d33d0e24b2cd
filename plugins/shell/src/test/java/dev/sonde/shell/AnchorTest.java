package dev.sonde.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnchorTest {
  private static final List<String> LOADED =
      List.of(
          "com.acme.Order",
          "com.acme.OrderController",
          "com.acme.shop.Orders",
          "com.acme.web.Page$Order",
          "com.acme.Ox",
          "java.lang.String");

  @Test
  void name_inAnotherPackageOrClass_isNearest() {
    assertThat(Anchor.nearest("com.acme.Orders", LOADED))
        .containsExactly("com.acme.shop.Orders", "com.acme.Order", "com.acme.web.Page$Order");
    assertThat(Anchor.nearest("order", LOADED)).startsWith("com.acme.Order");
  }

  @Test
  void letters_thatChangedPlacesOrCase_areNear() {
    assertThat(Anchor.nearest("com.acme.OrdreController", LOADED))
        .containsExactly("com.acme.OrderController");
    assertThat(Anchor.nearest("com.acme.ordercontroller", LOADED))
        .startsWith("com.acme.OrderController");
  }

  @Test
  void name_thatIsLikeNone_hasNoNeighbours() {
    assertThat(Anchor.nearest("com.acme.Invoice", LOADED)).isEmpty();
    assertThat(Anchor.nearest("com.acme.Oz", LOADED)).isEmpty();
  }
}
