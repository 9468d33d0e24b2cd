package dev.sonde.tracer.weave;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Retransforms many classes in few steps. An error, which aborts a whole batch, is narrowed down to
 * the classes that cause it.
 */
final class Batches {
  private static final int SIZE = 50;

  private final Instrumentation instrumentation;

  Batches(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** A class that alone could not be retransformed. */
  record Failure(Piece piece, Throwable cause) {
    /** A VerifyError says nothing but its name. */
    String reason() {
      String message = cause.getMessage();
      return "the JVM refused it: "
          + cause.getClass().getSimpleName()
          + (message == null ? "" : ": " + message);
    }
  }

  List<Failure> run(List<Piece> pieces) {
    List<Failure> failures = new ArrayList<>();
    for (int from = 0; from < pieces.size(); from += SIZE)
      run(pieces.subList(from, Math.min(pieces.size(), from + SIZE)), failures);
    return failures;
  }

  private void run(List<Piece> batch, List<Failure> failures) {
    Throwable thrown = retransform(batch);
    if (thrown == null) return;
    if (batch.size() == 1) {
      failures.add(new Failure(batch.get(0), thrown));
      return;
    }
    run(batch.subList(0, batch.size() / 2), failures);
    run(batch.subList(batch.size() / 2, batch.size()), failures);
  }

  private @Nullable Throwable retransform(List<Piece> batch) {
    List<Class<?>> types = new ArrayList<>();
    for (Piece piece : batch) {
      Class<?> type = piece.type();
      if (type != null) types.add(type);
    }
    try {
      if (!types.isEmpty()) instrumentation.retransformClasses(types.toArray(new Class<?>[0]));
      return null;
    } catch (Exception | LinkageError | InternalError refused) {
      return refused;
    }
  }
}
