package dev.sonde.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PeekTest {
  private static class Base {
    private static String shared = "base";
    private int count = 1;

    private int add(int more, String ignored) {
      return count += more;
    }

    private void fail() throws IOException {
      throw new IOException("told");
    }
  }

  private static final class Order extends Base {
    private final String state = "OPEN";
  }

  @Test
  void field_ofTheObjectAndAbove() throws Exception {
    Order order = new Order();
    assertThat(Peek.field(order, "state")).isEqualTo("OPEN");
    assertThat(Peek.field(order, "count")).isEqualTo(1);
    assertThat(Peek.field(Base.class, "shared")).isEqualTo("base");
    Peek.set(order, "count", 7);
    assertThat(order).extracting("count").isEqualTo(7);
  }

  @Test
  void field_thatIsNotThere_namesThoseThatAre() {
    assertThatThrownBy(() -> Peek.field(new Order(), "stat"))
        .isInstanceOf(NoSuchFieldException.class)
        .hasMessageContaining("no field stat in")
        .hasMessageContaining("count, shared, state");
  }

  @Test
  void field_thatIsFinal_isNotSet() {
    assertThatThrownBy(() -> Peek.set(new Order(), "state", "CLOSED"))
        .isInstanceOf(IllegalAccessException.class)
        .hasMessageContaining("state of")
        .hasMessageContaining("is final");
  }

  @Test
  void call_byNameAndArguments() throws Exception {
    assertThat(Peek.call(new Order(), "add", 4, null)).isEqualTo(5);
    assertThatThrownBy(() -> Peek.call(new Order(), "add", "4", null))
        .isInstanceOf(NoSuchMethodException.class);
    assertThatThrownBy(() -> Peek.call(new Order(), "fail")).hasMessage("told");
  }
}
