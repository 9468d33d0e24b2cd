package dev.sonde.operator.session;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who gets the records of a run, on the session's reader thread. What it throws cancels the run and
 * comes out of {@link Run#await()}.
 */
@FunctionalInterface
public interface Receiver {
  void record(Map<String, @Nullable Object> record);

  /**
   * One of many records that came at once.
   *
   * @param told good until this returns
   */
  default void record(Told told) {
    record(told.map());
  }

  /**
   * A call, and all calls right behind it of those that came at once: whoever takes them goes on by
   * {@link Told#next}, until there is none or no call.
   */
  default void calls(Told told) {
    do record(told);
    while (told.next() && told.isCall());
  }

  /**
   * What keeps the records besides, as they come; null: nothing does. Asked once. Where it is
   * alone, the calls are given to nobody else.
   */
  default @Nullable Tape tape() {
    return null;
  }

  /** So many calls came that are on the tape alone. */
  default void taped(long calls) {}

  /** No more have come for the moment: what was kept back of them is due. */
  default void pause() {}
}
