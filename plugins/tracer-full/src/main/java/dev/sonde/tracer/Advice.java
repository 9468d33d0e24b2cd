package dev.sonde.tracer;

import dev.sonde.tracer.record.Counts;
import dev.sonde.tracer.record.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What to do after a trace, and, with no calls, why there are none.
 *
 * @param limit of calls
 * @param methods that were woven at any time
 * @param running whether a call of one of them began before the trace and is not over
 * @param excess what was more than a budget allows
 * @param millis how long it took
 */
record Advice(long limit, int methods, boolean running, @Nullable String excess, long millis) {
  /** Shorter than this, no call says nothing, unless it was to be so short. */
  private static final long TELLING_MILLIS = 1_000;

  @Nullable String text(Reason reason, Counts counts) {
    if (reason == Reason.LIMIT)
      return counts.dropped() == 0 ? "more: -n " + limit * 10 : lost(counts);
    if (reason == Reason.OVERLOAD) return excess;
    if (reason == Reason.ERROR) return "a probe has failed: what it has done until then is above";
    if (counts.open() > 0 && counts.delivered() == 0)
      return counts.open() + " calls have begun and not ended: a longer -t shows them";
    if (counts.seen() == 0)
      return millis < TELLING_MILLIS && reason != Reason.TIME ? null : unseen();
    if (counts.outside() > 0 && counts.outside() == counts.seen())
      return "no call was made inside what --inside means: calls of that which began before the trace do not count";
    if (counts.delivered() == 0 && counts.skipped() > 0)
      return "all calls were left out as --sample or --rate says: let through more of them";
    return counts.delivered() == 0 ? judged(counts) : lost(counts);
  }

  private static @Nullable String lost(Counts counts) {
    return counts.dropped() == 0
        ? null
        : counts.dropped()
            + " events came faster than they could be taken away: -w EXPR or --rate 1000/s lets"
            + " fewer calls through";
  }

  /** Why a condition let nothing through; null if it is not the reason. */
  private static @Nullable String judged(Counts counts) {
    Counts.Judged judged = counts.judged();
    if (judged.undecided() > judged.no())
      return "the condition could not be decided, see the reason: docs/CONDITIONS.md";
    boolean all = judged.no() > 0 && counts.matched() == 0;
    return all ? "the condition was never true: without -w the calls show what they have" : null;
  }

  private String unseen() {
    if (methods == 0)
      return "no class with such a method was loaded while it waited: a longer -t waits longer";
    if (running)
      return "never called while it was traced: a call that began before is still running, and only calls that begin later are seen";
    return "never called while it was traced: look with `sonde find` whether this is the right method and loader";
  }
}
