package dev.sonde.tracer.record;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call that is being traced as {@link Straight} and its thread's {@link Lane} know it: which way
 * it goes, and what of it stands at the end of the lane. How it is rendered, at once or because it
 * cannot stay in the lane, is the business of {@link CallRecord}, of which there is one for each.
 */
abstract class LaneCall {
  /** Another way than {@link Straight}. */
  private static final int OTHER = 0;

  /** As {@link Straight} does it, and rendered at once. */
  private static final int STRAIGHT = 1;

  /** What is known of it has been left at the end of the lane, and more will be. */
  static final int LEFT = 2;

  /** Besides: its beginning was timed. */
  private static final int TIMED = 4;

  /** What is left in the lane stands at its end up to here. */
  static final int ALONE = LEFT | TIMED;

  /** Besides: another call came between, and it is kept here. */
  private static final int APART = 8;

  MethodProbe probe;
  final long thread;
  final Object[] token = {this};

  /** How many recorded calls are open in its thread that are known to {@link #stripe}. */
  final int base;

  Stripe stripe;

  /** Whether the call has begun and not ended. */
  boolean open;

  /** The way that it goes; after a call that was left in the lane it stays as it is then. */
  int way;

  /** Where it is left, to be rendered later; null: it is not. */
  @Nullable Lane lane;

  long start;
  private long end;
  private boolean over;

  /** For how many captures like it the times stand that it takes; 0: it takes none. */
  int weight;

  private long @Nullable [] apart;
  private @Nullable Object @Nullable [] piece;

  LaneCall(MethodProbe probe, long thread, Stripe stripe, int base) {
    this.probe = probe;
    this.thread = thread;
    this.stripe = stripe;
    this.base = base;
  }

  /** Lets go of the call before. */
  abstract void forget();

  /**
   * Renders what was left in the lane.
   *
   * @param arguments so many of them are known
   * @param at where its words begin
   * @param reference where its references begin, in whatever piece
   */
  abstract void render(
      int arguments, long[] from, int at, @Nullable Object[] references, int reference);

  /** It is counted as one that is rendered and open. */
  abstract void opensLate();

  /** It is one of this method from now on. */
  void of(MethodProbe other) {
    if (probe == other) return;
    probe = other;
    forget();
  }

  boolean straight() {
    return way != OTHER;
  }

  /** Whether it is rendered later. */
  boolean left() {
    return lane != null;
  }

  /** A call begins that goes another way than {@link Straight}. */
  void beginsOtherwise() {
    over = false;
    goes(OTHER);
  }

  /** A call begins that is rendered at once. */
  void beginsStraight() {
    over = false;
    goes(STRAIGHT);
  }

  /** It has been left in the lane, and is rendered from now on. */
  void leavesLane() {
    goes(STRAIGHT);
  }

  private void goes(int way) {
    this.way = way;
    if (lane != null) lane = null;
    if (piece != null) piece = null;
  }

  /** From now on it is one of this method's, each of which is left in the lane. */
  void goes(MethodProbe other, Lane lane) {
    other.see();
    of(other);
    over = false;
    way = LEFT;
    if (this.lane != lane) this.lane = lane;
  }

  /** Its thread has a lane as long as it is in one. */
  private Lane lane() {
    return Objects.requireNonNull(lane);
  }

  private int references() {
    CallFormat format = probe.format();
    return format.referencesBefore(format.size());
  }

  private boolean apart() {
    return (way & APART) != 0;
  }

  /** Another call will be left where this one was being left. */
  void makeWay() {
    if ((way & (LEFT | APART)) != LEFT) return;
    Lane lane = lane();
    int size = probe.format().words();
    long[] to = apart;
    if (to == null || to.length < size) apart = to = new long[size];
    System.arraycopy(lane.words, (int) lane.tail & Lane.MASK, to, 0, size);
    to[Lane.REFERENCES] = lane.position - references();
    if (piece != lane.references) piece = lane.references;
    way |= APART;
  }

  /** There is room at the end of the lane, and this call is there again. */
  boolean comesBack() {
    if (!apart()) return true;
    Lane lane = lane();
    if (!lane.room(probe.format().references())) return false;
    long[] words = Objects.requireNonNull(apart);
    @Nullable Object[] from = Objects.requireNonNull(piece);
    System.arraycopy(words, 0, lane.words, (int) lane.tail & Lane.MASK, probe.format().words());
    if (from == lane.references) return true;
    int old = (int) words[Lane.REFERENCES];
    words[Lane.REFERENCES] = lane.position;
    for (int i = references(); i > 0; i--) lane.refer(from[old++ & Lane.PIECE_MASK]);
    piece = lane.references;
    return true;
  }

  /** Where its references begin, of a call that is at the end of the lane; to be left there. */
  long stays(Lane lane) {
    if (!apart()) return lane.position - references();
    way &= ~APART;
    piece = null;
    return Objects.requireNonNull(apart)[Lane.REFERENCES];
  }

  /**
   * Renders what it has left in the lane, and goes on as one that is rendered; before it has been
   * entered.
   *
   * @param arguments so many of them are known
   * @param references so many of these are references
   */
  void renderEarly(int arguments, int references) {
    Lane lane = lane();
    int at = (int) lane.tail & Lane.MASK;
    render(arguments, lane.words, at, lane.references, (int) lane.position - references);
    stripe.seen++;
  }

  /** The same, when it ends. */
  void renderLate() {
    Lane lane = lane();
    lane.began--;
    int count = probe.format().size();
    if (apart()) {
      long[] from = Objects.requireNonNull(apart);
      render(count, from, 0, Objects.requireNonNull(piece), (int) from[Lane.REFERENCES]);
    } else {
      int at = (int) lane.tail & Lane.MASK;
      int first = (int) lane.position - references();
      render(count, lane.words, at, lane.references, first);
    }
    stripe.seen++;
    opensLate();
  }

  /** As its thread is called, or was when the call began. */
  String threadName(Thread current) {
    String name = left() ? lane().name : null;
    return name == null ? current.getName() : name;
  }

  /** A call begins that is left in the lane, and timed. */
  void time(int weight) {
    way = LEFT | TIMED;
    this.weight = weight;
  }

  boolean timed() {
    return (way & TIMED) != 0;
  }

  /** One that is timed has been entered. */
  void timeBegin() {
    stripe.captures.add(System.nanoTime() - start, weight);
  }

  /** It has ended then, and is in the lane. */
  void timeEnd(long end) {
    if (timed()) stripe.captures.add(System.nanoTime() - end, weight);
    way = LEFT;
  }

  /** It has ended, and is in the lane. */
  void shutInLane(Stripe stripe) {
    open = false;
    stripe.shut(this);
  }

  /** It has ended, and goes another way from now on. */
  boolean endsElsewhere(long now) {
    end(now);
    return false;
  }

  /** Notes when the call has ended; once. */
  void end(long now) {
    end = now;
    over = true;
  }

  /** Whether {@link #end} is known already. */
  boolean over() {
    return over;
  }

  long ended() {
    return end;
  }
}
