package dev.sonde.cli;

import dev.sonde.operator.SondeException;
import dev.sonde.operator.session.Run;
import dev.sonde.operator.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a target answers while somebody types. Each question is a command of the session, and
 * audited as one: who presses the key again within half a minute is not asking anew. A target that
 * does not answer at once has no answer.
 */
final class Answers {
  private static final long PATIENCE_MILLIS = 2_000;
  private static final int MOST = 200;
  private static final long FRESH_NANOS = 30_000_000_000L;

  private final Session session;
  private final LongSupplier nanoTime;
  private @Nullable Answer last;

  /** To the last question. */
  private record Answer(
      String command, String arg, long at, List<Map<String, @Nullable Object>> rows) {
    boolean isTo(String command, String arg) {
      return this.command.equals(command) && this.arg.equals(arg);
    }
  }

  Answers(Session session, LongSupplier nanoTime) {
    this.session = session;
    this.nanoTime = nanoTime;
  }

  /** The first rows of what the command tells, 200 at most. */
  synchronized List<Map<String, @Nullable Object>> to(String command, String arg) {
    Answer known = last;
    long now = nanoTime.getAsLong();
    if (known != null && known.isTo(command, arg) && now - known.at() < FRESH_NANOS)
      return known.rows();
    List<Map<String, @Nullable Object>> rows = asked(command, arg);
    last = rows.isEmpty() ? null : new Answer(command, arg, now, rows);
    return rows;
  }

  private List<Map<String, @Nullable Object>> asked(String command, String arg) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    CompletableFuture<List<Map<String, @Nullable Object>>> answer = new CompletableFuture<>();
    try {
      Run run = session.run(command, List.of(arg), Map.of(), row -> add(rows, row));
      Aside.thread(() -> await(run, answer, rows), "sonde-hints").start();
      try {
        return answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException late) {
        run.cancel();
      }
    } catch (SondeException | ExecutionException none) {
      return List.of();
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
    return List.of();
  }

  private static void await(
      Run run,
      CompletableFuture<List<Map<String, @Nullable Object>>> answer,
      List<Map<String, @Nullable Object>> rows) {
    try {
      run.await();
      synchronized (rows) {
        answer.complete(List.copyOf(rows));
      }
    } catch (SondeException | InterruptedException none) {
      answer.complete(List.of());
    }
  }

  private static void add(
      List<Map<String, @Nullable Object>> rows, Map<String, @Nullable Object> row) {
    synchronized (rows) {
      if (rows.size() < MOST) rows.add(row);
    }
  }
}
