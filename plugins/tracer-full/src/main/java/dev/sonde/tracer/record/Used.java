package dev.sonde.tracer.record;

import org.jspecify.annotations.Nullable;

/** What the thread of one call used during it. */
final class Used {
  private final Terms terms;
  private final long cpuBefore;
  private final long allocBefore;
  private long cpu = -1;
  private long alloc = -1;

  /** Of a call that begins now, in this thread. */
  Used(Terms terms) {
    this.terms = terms;
    boolean counted = !Threads.isVirtual(Thread.currentThread());
    allocBefore = counted ? now(terms.alloc()) : -1;
    cpuBefore = counted ? now(terms.cpu()) : -1;
  }

  /**
   * The call ends now. A short one would mostly tell what the readings took: that is taken off, and
   * no thread is on a processor for longer than the call has lasted.
   *
   * @param nanos so long
   */
  void end(long nanos) {
    if (cpuBefore >= 0) cpu = Math.min(since(terms.cpu(), cpuBefore), nanos);
    if (allocBefore >= 0) alloc = since(terms.alloc(), allocBefore);
  }

  private static long since(@Nullable ThreadUse use, long before) {
    return use == null ? -1 : Math.max(0, use.now() - before - use.own());
  }

  private static long now(@Nullable ThreadUse use) {
    return use == null ? -1 : use.now();
  }

  /** Nanoseconds; negative: not known. */
  long cpu() {
    return cpu;
  }

  /** Bytes; negative: not known. */
  long alloc() {
    return alloc;
  }
}
