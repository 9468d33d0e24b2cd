package dev.sonde.operator.audit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where lines of audit go. */
public interface Audit {
  /**
   * Adds a line. Never throws for want of a place to write: who must act at night is warned, and
   * not locked out.
   */
  void write(Map<String, ? extends @Nullable Object> line);

  /** SHA-256 of the last line, which the other end notes in its own; empty: not known. */
  default String last() {
    return "";
  }
}
