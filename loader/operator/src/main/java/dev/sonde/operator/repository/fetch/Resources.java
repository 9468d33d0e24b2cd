package dev.sonde.operator.repository.fetch;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Named streams of the operator's own distribution. */
@FunctionalInterface
public interface Resources {
  /** The resource of this name, for instance {@code sonde/root.json}; null where there is none. */
  @Nullable InputStream open(String name);
}
