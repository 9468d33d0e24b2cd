package dev.sonde.operator.repository.tuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A root that a person names is held against its own keys before it is kept. */
class FirstRootTest {
  private final Simulator simulator = new Simulator();

  @Test
  void root_thatItsOwnKeysHaveSigned_isTaken() {
    assertThat(FirstRoot.of(simulator.firstRoot(), "root")).isEqualTo(new FirstRoot(1, false));
  }

  @Test
  void root_thatItsOwnKeysHaveNotSigned_isRefused() {
    simulator.respell("root", List::clear);
    SondeException refusal =
        catchThrowableOfType(
            SondeException.class, () -> FirstRoot.of(simulator.firstRoot(), "the first root"));
    assertThat(refusal.id()).isEqualTo(ErrorId.THRESHOLD);
    assertThat(refusal).hasMessageContaining("the first root");
  }

  @Test
  void bytes_thatAreNoRoot_areRefused() {
    SondeException refusal =
        catchThrowableOfType(
            SondeException.class, () -> FirstRoot.of(new byte[] {'{', '}'}, "the first root"));
    assertThat(refusal).hasMessageContaining("the first root");
  }
}
