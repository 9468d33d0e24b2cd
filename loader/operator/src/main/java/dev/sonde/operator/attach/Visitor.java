package dev.sonde.operator.attach;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a session answers to another sonde that knocks at its socket. Called on threads of the
 * doorway.
 */
public interface Visitor {
  /** What the session does. */
  Map<String, @Nullable Object> list();

  /** Ends the session, and tells what was removed. */
  Map<String, @Nullable Object> end(Map<String, @Nullable Object> request);
}
