package dev.sonde.operator.session;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.wire.Batch;
import dev.sonde.wire.Frame;
import dev.sonde.wire.WireException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One channel of a session: what was asked on it, and what comes back. Fed by the reader thread.
 */
final class Exchange implements Run {
  private final CompletableFuture<Map<String, @Nullable Object>> answer = new CompletableFuture<>();
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final Receiver records;
  private final Runnable canceller;
  private final @Nullable Tape tape;
  private @Nullable RuntimeException thrown;

  /**
   * @param canceller tells the target
   */
  Exchange(Receiver records, Runnable canceller) {
    this.records = records;
    this.tape = records.tape();
    this.canceller = canceller;
  }

  @Override
  public Map<String, @Nullable Object> await() throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException failure) {
      throw unwrapped(failure);
    }
  }

  /**
   * @throws SondeException as {@link #await()}; NOT_RESPONDING if nothing comes in time
   */
  Map<String, @Nullable Object> await(Duration limit) {
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failure) {
      throw unwrapped(failure);
    } catch (TimeoutException late) {
      throw new SondeException(
          ErrorId.NOT_RESPONDING,
          "The target did not answer within " + limit.toSeconds() + " s.",
          late);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new SondeException(
          ErrorId.NOT_RESPONDING, "Waiting for the target was interrupted.", stopped);
    }
  }

  /** Calls {@code action} once the answer is there, or will not come. */
  void whenDone(Runnable action) {
    answer.whenComplete((reply, failure) -> action.run());
  }

  @Override
  public void cancel() {
    if (!answer.isDone() && cancelled.compareAndSet(false, true)) canceller.run();
  }

  /**
   * A consumer that throws has seen its last record; the command is cancelled, and its end is still
   * waited for.
   */
  void event(Map<String, @Nullable Object> event) {
    boolean taped = tape != null && tape.alone() && "call".equals(event.get("kind"));
    if (taped) give(() -> records.taped(1));
    else give(() -> records.record(event));
    give(records::pause);
  }

  /** As {@link #event}, of all records that came at once. */
  void events(Batch batch, Told told) {
    if (tape != null && tape.alone()) others(batch, told);
    else give(() -> told.tell(batch, records));
    give(records::pause);
  }

  /** Those that are no calls; these are counted. */
  private void others(Batch batch, Told told) {
    long taped = 0;
    told.of(batch);
    while (told.next()) {
      if (told.isCall()) taped++;
      else give(() -> records.record(told));
    }
    long calls = taped;
    if (calls > 0) give(() -> records.taped(calls));
  }

  /** This frame with records has come, and is to be told next. */
  Exchange taped(Frame frame, Names names) {
    Tape to = tape;
    if (to != null)
      give(
          () -> {
            to.records(frame, names);
            to.flush();
          });
    return this;
  }

  /** As {@link #taped(Frame, Names)}, of many records. */
  Exchange taped(Batch batch, Names names) {
    return tape == null ? this : taped(batch.frame(), names);
  }

  /** The target has defined a name or a part. */
  void defined(Frame frame) {
    Tape to = tape;
    if (to != null) give(() -> to.defined(frame));
  }

  private void give(Runnable step) {
    if (thrown != null) return;
    try {
      step.run();
    } catch (WireException breach) { // not the consumer's, but of the target that it looked at
      throw breach;
    } catch (RuntimeException failure) {
      thrown = failure;
      cancel();
    }
  }

  void done(Map<String, @Nullable Object> reply) {
    if (thrown != null) answer.completeExceptionally(thrown);
    else answer.complete(reply);
  }

  void failed(SondeException failure) {
    answer.completeExceptionally(thrown != null ? thrown : failure);
  }

  private static RuntimeException unwrapped(ExecutionException failure) {
    if (failure.getCause() instanceof RuntimeException cause) return cause;
    return new SondeException(
        ErrorId.INTERNAL, "A run failed: " + failure.getCause() + ". Please report it.", failure);
  }
}
