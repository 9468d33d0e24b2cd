package dev.sonde.tracer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class SizeTest {
  @Test
  void tooManyClasses_ofSeveralLoaders_areSaidToBe() throws Exception {
    Size size = Size.of(Map.of("max-classes", "2"));
    assertThatCode(() -> size.check(2, 200, 1)).doesNotThrowAnyException();
    assertThatThrownBy(() -> size.check(3, 3, 2))
        .hasMessage(
            "expected at most 200 methods in 2 classes, the pattern means 3 in 3: narrow it, `sonde"
                + " find` shows what it means; or allow it with --max-classes 3; 2 of the classes are"
                + " there again, in another class loader, maybe of a deployment that is over:"
                + " {loader}Class::method means those of one");
    assertThatThrownBy(() -> size.check(3, 3, 0)).hasMessageEndingWith("--max-classes 3");
  }
}
