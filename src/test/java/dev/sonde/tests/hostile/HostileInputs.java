package dev.sonde.tests.hostile;

import java.util.List;
import java.util.stream.Stream;

/** The rows whose cases are run by the classes of this package. */
final class HostileInputs {
  private HostileInputs() {}

  static List<Row> all() {
    return Stream.of(
            JarIT.rows(),
            TransportIT.rows(),
            BootstrapIT.rows(),
            TufIT.rows(),
            PasteIT.rows(),
            StateIT.rows(),
            PremainIT.rows())
        .flatMap(it -> it)
        .toList();
  }
}
