package dev.sonde.tracer.record;

import dev.sonde.api.Events;
import dev.sonde.tracer.capture.Snapshot;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all probes of one trace share in the application's threads: whether the trace is on, its
 * permits, its counters.
 */
public final class Recorder {
  /** What it takes to drop a call; to read the clock for it would double that. */
  private static final int DROP_NANOS = 30;

  /** Threads that leave their calls in lanes. */
  private static final int MOST_LANES = 8;

  /** Below so many calls nothing is worth to be prepared. */
  private static final int MANY = 100_000;

  private static final VarHandle STRIPES = MethodHandles.arrayElementVarHandle(Stripe[].class);

  /** Loaded with this class: a thread may be at the end of its stack when it reaches a limit. */
  private static final Reason REACHED = Reason.LIMIT;

  private static final Reason OVER = Reason.TIME;

  private final Guard guard;
  private final Events events;
  private final Snapshot snapshot;
  private final Ending ending;
  private final long limit;
  private final Terms terms;
  private final boolean throttled;
  private final long originNanos = System.nanoTime();
  private final long originMillis = System.currentTimeMillis();
  private final @Nullable Stripe[] stripes = new @Nullable Stripe[Guard.PLACES];
  private final List<long[]> passed = new CopyOnWriteArrayList<>();
  private final Misjudged misjudged = new Misjudged();
  private final Spending spending = new Spending();
  private final OpenCalls openCalls = new OpenCalls();
  private final long[] outside = Passed.counters();
  private final AtomicLong permits = new AtomicLong();

  /** Permits of calls that found no room after all: for others. */
  private final AtomicLong spare = new AtomicLong();

  /** Those of them in whose place no call has been delivered yet. */
  private final AtomicLong owed = new AtomicLong();

  /** Whether the call has ended that had the last permit, but for spare ones. */
  private volatile boolean spent;

  private final AtomicLong crowded = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final List<MethodProbe> straight = new CopyOnWriteArrayList<>();

  /** Null: no thread leaves its calls in a lane, yet or at all. */
  private volatile LaneReader @Nullable [] readers;

  private final @Nullable Lane[] recent = Lane.recent();

  /** A bit for each lane that a thread may have. */
  private final AtomicInteger lanes = new AtomicInteger();

  private volatile long deadline = Long.MAX_VALUE;
  private volatile boolean live;

  /** On {@link Terms#DEFAULT}. */
  public Recorder(Guard guard, Events events, Snapshot snapshot, Ending ending, long limit) {
    this(guard, events, snapshot, ending, limit, Terms.DEFAULT);
  }

  public Recorder(
      Guard guard, Events events, Snapshot snapshot, Ending ending, long limit, Terms terms) {
    this.guard = guard;
    this.events = events;
    this.snapshot = snapshot;
    this.ending = ending;
    this.limit = limit;
    this.terms = terms;
    throttled = terms.throttle().any();
  }

  /** From now on calls are recorded. */
  public void start(long nanos) {
    long now = System.nanoTime();
    deadline = nanos > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : now - originNanos + nanos;
    live = true;
  }

  /** From now on no call is recorded; calls that end are counted as late. Any thread. */
  public void stop() {
    live = false;
  }

  /**
   * Waits for captures under way; then empties the tokens of open calls, so that their frames keep
   * nothing of this plugin.
   */
  public void sever(long nanos) {
    guard.quiet(nanos);
    openCalls.sever();
    for (int place = 0; place < Guard.PLACES; place++) {
      Stripe each = (Stripe) STRIPES.getAcquire(stripes, place);
      if (each != null) each.sever();
    }
  }

  /** Exact once the trace is over, else as the threads' caches show it. */
  public Counts counts() {
    Stripe sum = sum();
    long lost = crowded.get();
    long open = Math.max(0, sum.opened - sum.closed);
    boolean conditions = !passed.isEmpty();
    long early = 0;
    for (long[] each : passed) early += Passed.sum(each);
    return new Counts(
        sum.seen + lost + early + Passed.sum(outside) + misjudged.atEntry(),
        sum.delivered,
        sum.dropped + lost,
        sum.late,
        sum.skipped,
        Passed.sum(outside),
        failed.get(),
        open,
        spending.nanos(sum, conditions ? early + sum.seen : 0),
        new Counts.Judged(sum.passed + early, misjudged.all(), misjudged.reason()),
        Math.max(0, sum.bytes));
  }

  private Stripe sum() {
    Stripe sum = new Stripe();
    for (int place = 0; place < Guard.PLACES; place++) {
      Stripe each = (Stripe) STRIPES.getAcquire(stripes, place);
      if (each == null) continue;
      add(sum, each);
      if (each.lane != null) each.addLane(sum);
    }
    return sum;
  }

  /** The number of a method whose calls may be left in a {@link Lane}. */
  synchronized int add(MethodProbe probe) {
    straight.add(probe);
    return straight.size() - 1;
  }

  MethodProbe straight(int number) {
    return straight.get(number);
  }

  /**
   * Makes ready what threads need to leave their calls in lanes, if so many calls may come that it
   * is worth it: before they are compiled, for the compiler believes what it has seen.
   */
  public void prepare() {
    if (readers != null || limit < MANY || straight.isEmpty()) return;
    LaneReader[] all = LaneReader.prepared(this, MOST_LANES);
    lanes.set((1 << all.length) - 1);
    readers = all;
  }

  /**
   * Where all lanes are taken, those of threads that have died are for others again, as soon as
   * they have been read.
   *
   * @param living says which threads live now, null if unknown; asked after the lanes were looked
   *     at
   */
  public void tidy(Supplier<@Nullable Set<Long>> living) {
    LaneReader[] all = readers;
    if (all == null || all.length == 0 || lanes.get() != 0) return;
    long[] threads = new long[all.length];
    for (int i = 0; i < all.length; i++) threads[i] = all[i].thread();
    Set<Long> ids = living.get();
    if (ids == null) return;
    for (int i = 0; i < all.length; i++)
      if (threads[i] != 0 && !ids.contains(threads[i]) && all[i].take(threads[i], guard.seats()))
        lanes.getAndAdd(1 << i);
  }

  /** Whether a thread can have a lane. */
  boolean hasLane() {
    return readers != null && lanes.get() != 0;
  }

  /** The reader of a lane that is free; null: there is none. */
  @Nullable LaneReader reader() {
    LaneReader[] all = readers;
    for (int free = lanes.get(); all != null && free != 0; free = lanes.get())
      if (lanes.compareAndSet(free, free & free - 1))
        return all[Integer.numberOfTrailingZeros(free)];
    return null;
  }

  private static void add(Stripe sum, Stripe each) {
    sum.seen += each.seen;
    sum.opened += each.opened;
    sum.closed += each.closed;
    sum.delivered += each.delivered;
    sum.dropped += each.dropped;
    sum.late += each.late;
    sum.skipped += each.skipped;
    sum.passed += each.passed;
    sum.untimed += each.untimed;
    sum.bytes += each.bytes;
    sum.unrendered += each.unrendered;
    sum.beginnings.add(each.beginnings);
    sum.captures.add(each.captures);
    sum.dismissals.add(each.dismissals);
  }

  /** How many have been given. */
  AtomicLong permits() {
    return permits;
  }

  /** Whether calls have no limit. */
  boolean unlimited() {
    return limit == Long.MAX_VALUE;
  }

  boolean live() {
    return live;
  }

  /** Whether a call that begins now could be delivered. */
  boolean open() {
    return live && (limit == Long.MAX_VALUE || permits.get() < limit || spare.get() > 0);
  }

  /** A place of the guard; negative: not now. */
  int enter(long thread) {
    int place = guard.enter(thread);
    if (place >= 0) return place;
    if (place == Guard.CROWDED) crowded.incrementAndGet();
    if (place == Guard.CROWDED || !guard.leftBehind(thread)) return place;
    failed.incrementAndGet();
    return guard.enter(thread);
  }

  /** A call was made elsewhere; as exact as {@link Passed}. */
  void outside(long thread) {
    if (live) outside[((int) thread & Passed.mask()) << Passed.shift()]++;
  }

  boolean inside(long thread) {
    return guard.holds(thread);
  }

  void leave(int place) {
    guard.leave(place);
  }

  /** The stripe of a place that this thread holds. */
  Stripe stripe(int place) {
    Stripe stripe = stripes[place];
    return stripe == null ? added(place) : stripe;
  }

  private Stripe added(int place) {
    Stripe added = new Stripe();
    STRIPES.setRelease(stripes, place, added);
    return added;
  }

  /** By place; null: nobody has been there. */
  @Nullable Stripe[] stripes() {
    return stripes;
  }

  /** {@link Straight#recent}. */
  @Nullable Lane[] recent() {
    return recent;
  }

  /** The words of the guard's seats. */
  long[] seats() {
    return guard.seats();
  }

  /**
   * The number of the next call to be delivered, from 1; 0 when the limit is reached. Without one
   * each thread takes some at a time.
   */
  long permit(Stripe stripe) {
    if (limit == Long.MAX_VALUE) return stripe.number(permits);
    long number = permits.incrementAndGet();
    return number <= limit || takeSpare() ? number : 0;
  }

  private boolean takeSpare() {
    while (true) {
      long left = spare.get();
      if (left == 0) return false;
      if (spare.compareAndSet(left, left - 1)) return true;
    }
  }

  /**
   * A call of interest begins and finds no room: it is counted as dropped, or late, now, and
   * nothing of it is rendered in vain. It takes no permit: a limit is one of calls that are told.
   */
  void drop(Stripe stripe, int place) {
    stripe.untimed += DROP_NANOS;
    if (open()) stripe.dropped++;
    else stripe.late++;
    leave(place);
  }

  /** The event of this number finds no room. */
  void dropped(Stripe stripe, int place, long number) {
    stripe.dropped++;
    leave(place);
    giveBack(number);
  }

  /** This number was taken in vain: another call may be told in its place. */
  void giveBack(long number) {
    if (limit == Long.MAX_VALUE) return;
    if (number <= limit) owed.incrementAndGet();
    spare.incrementAndGet();
    if (number == limit) spent = true;
  }

  void delivered(long number) {
    if (number >= limit) reached(number);
  }

  private void reached(long number) {
    if (number == limit) spent = true;
    else owed.decrementAndGet();
    if (spent && owed.get() == 0) ending.end(REACHED);
  }

  void checkTime(long nanos) {
    if (nanos - originNanos > deadline) ending.end(OVER);
  }

  long millis(long nanos) {
    return originMillis + (nanos - originNanos) / 1_000_000;
  }

  /** A call site could not be linked: what it would tell is lost. */
  public void linkFailed(Throwable failure) {
    failed.incrementAndGet();
    ending.failed(failure);
  }

  /**
   * A probe has failed and is off. First of all the thread leaves the guard, for what follows may
   * fail, too.
   */
  void failed(long thread, Throwable failure) {
    guard.leaveAny(thread);
    failed.incrementAndGet();
    if (permits.get() >= limit) ending.end(REACHED);
    ending.failed(failure);
  }

  /** A probe that stays on has lost a call. */
  void overflowed(long thread) {
    guard.leaveAny(thread);
    failed.incrementAndGet();
  }

  /** Adds the counters of one more method with a condition. */
  void watch(long[] counters) {
    passed.add(counters);
  }

  Spending spending() {
    return spending;
  }

  Misjudged misjudged() {
    return misjudged;
  }

  OpenCalls openCalls() {
    return openCalls;
  }

  Events events() {
    return events;
  }

  Terms terms() {
    return terms;
  }

  /** Whether the trace lets some calls go. */
  boolean throttled() {
    return throttled;
  }

  Snapshot snapshot() {
    return snapshot;
  }
}
