package dev.sonde.tracer.record;

import dev.sonde.api.Encoder;
import dev.sonde.tracer.capture.Callers;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call that is being traced, from its entry to its exit, in one thread. The public methods are
 * called by the generated probe.
 *
 * <p>The application's frame holds not this but a token, an array of the JDK with this in it, which
 * is emptied when the trace ends: a frame that never returns would else keep this plugin's loader
 * for ever.
 */
public final class CallRecord extends LaneCall {
  /** One in 64. */
  static final long SAMPLED = 63;

  /** Of a call, with its token, besides its arguments. */
  static final int BYTES = 256;

  /** What a record takes as a rule, without the largest arguments. */
  private static final int USUAL = 256;

  private final boolean reused;

  /** Of the guard, while its beginning or its end is captured. */
  private int place;

  /** The record, as far as it is known. */
  private @Nullable Encoder out;

  private final Opening opening = new Opening();
  private @Nullable Encoder arguments;
  private boolean ready;
  private @Nullable Held held;
  private long began;
  private @Nullable String label;
  private @Nullable Details details;
  private @Nullable Used used;
  private List<Encoder> callers = List.of();
  private long number;

  /** How many recorded calls of this trace were open in this thread when this one began. */
  int depth;

  /** As long as it is open. */
  private long bytes;

  /** For {@link OpenCalls}. */
  @Nullable CallRecord next;

  /**
   * @param reused whether this record is one for many calls, one after the other
   */
  CallRecord(MethodProbe probe, long thread, Stripe stripe, int base, boolean reused) {
    super(probe, thread, stripe, base);
    this.reused = reused;
  }

  /**
   * A call begins.
   *
   * @param weight for how many captures like it the times stand that it takes; 0: it takes none
   */
  void begin(int place, int weight) {
    this.place = place;
    this.weight = weight;
    ready = false;
    beginsOtherwise();
    if (reused && !probe.plain()) forget();
    if (weight > 0) began = System.nanoTime();
    depth = reused ? base : probe.recorder().openCalls().depth(thread, base);
    if (!probe.plain()) more();
  }

  /**
   * Whether its buffer holds a record from a call before, of which a part may be the same again.
   */
  boolean written() {
    return out != null && arguments == out;
  }

  /** A plain call begins, in a record that is {@link #written}. */
  void again(MethodProbe of, int weight) {
    of(of);
    this.weight = weight;
    ready = true;
    beginsStraight();
    if (label != null) label = null;
    if (weight > 0) began = System.nanoTime();
    beginning();
  }

  @Override
  void render(int arguments, long[] from, int at, @Nullable Object[] references, int reference) {
    if (timed()) began = start;
    else weight = 0;
    forget();
    this.arguments = beginning(); // tells its thread's name by the lane
    leavesLane();
    ready = true;
    CallFormat format = probe.format();
    for (int i = 0; i < arguments; i++) {
      boolean refers = format.refers(i);
      Object value = refers ? references[reference++ & Lane.PIECE_MASK] : null;
      format.left(this, i, from[at + Lane.VALUES + i], value);
    }
  }

  /** When it was entered, as the other way does it. */
  @Override
  void opensLate() {
    stripe.opened++;
    hold(out().size());
  }

  private void more() {
    if (probe.holds()) held = new Held(probe.format().size());
    if (probe.format().hasDetails()) details = new Details(probe.format(), this);
  }

  /** Lets go of the call before. Nothing is written that need not: the collector would be told. */
  @Override
  void forget() {
    if (held != null) held = null;
    if (label != null) label = null;
    if (details != null) details = null;
    if (used != null) used = null;
    if (!callers.isEmpty()) callers = List.of();
  }

  /**
   * The call of this token; null for a token of another session, of a trace that is over, or none.
   */
  static @Nullable CallRecord of(@Nullable Object token) {
    return token instanceof Object[] box
            && box.length == 1
            && box[0] instanceof CallRecord call
            && call.open
        ? call
        : null;
  }

  public void truth(int index, boolean value) {
    if (held != null) held.bits[index] = value ? 1 : 0;
    if (probe.rendersEarly()) probe.format().argument(arguments(), index, value);
  }

  public void character(int index, char value) {
    if (held != null) held.bits[index] = value;
    if (probe.rendersEarly()) probe.format().argument(arguments(), index, value);
  }

  public void integer(int index, long value) {
    if (held != null) held.bits[index] = value;
    if (probe.plain() || probe.rendersEarly()) probe.format().argument(arguments(), index, value);
  }

  public void single(int index, float value) {
    if (held != null) held.bits[index] = Float.floatToRawIntBits(value);
    if (probe.rendersEarly()) probe.format().argument(arguments(), index, value);
  }

  public void real(int index, double value) {
    if (held != null) held.bits[index] = Double.doubleToRawLongBits(value);
    if (probe.rendersEarly()) probe.format().argument(arguments(), index, value);
  }

  public void object(int index, @Nullable Object value) {
    if (probe.plain() && probe.format().quick(arguments(), index, value)) return;
    if (held != null) held.references[index] = value;
    if (!probe.rendersEarly()) return;
    if (index < probe.format().size()) show(index, value);
    else if (details != null && !probe.format().constructs()) details.receiver(value);
  }

  /** Renders an argument; what it says of those beside it holds for later ones. */
  void show(int index, @Nullable Object value) {
    CallFormat format = probe.format();
    int start = format.valueStart(arguments());
    format.argument(arguments(), index, value, label);
    if (details != null) details.shown(index, start, label);
    if (label == null) label = format.label(index, value);
  }

  /** What is told of this call besides; null: nothing. */
  @Nullable Details details() {
    return details;
  }

  /** What its thread has used until its end; null: not measured. */
  @Nullable Used used() {
    return used;
  }

  /**
   * What holds the arguments as they are rendered so far, which is the record itself unless
   * something comes between that is known at the end: a call that is dismissed may never have any.
   */
  Encoder arguments() {
    if (!ready) {
      boolean apart = probe.format().measures();
      arguments = apart ? stripe.buffer(probe.recorder(), USUAL) : beginning();
      ready = true;
    }
    return Objects.requireNonNull(arguments);
  }

  /** The record up to the depth of the call or, where something is measured, up to that. */
  Encoder beginning() {
    Encoder to = out;
    if (to == null) out = to = buffer();
    opening.write(to, this, stripe);
    return to;
  }

  private Encoder buffer() {
    Recorder recorder = probe.recorder();
    return reused ? recorder.events().encoder(USUAL) : stripe.buffer(recorder, USUAL);
  }

  /** Writes what is known at the end into what {@link #beginning} has written. */
  void complete(Encoder to, long number) {
    opening.complete(to, number, this);
  }

  /** Forgets what it holds: others may refer to this record for a while. */
  void release() {
    if (held != null) held = null;
  }

  /** An argument of a call that holds them; behind the last one the object of the call. */
  public @Nullable Object reference(int index) {
    return held == null ? null : held.references[index];
  }

  /** As {@link #reference}, for a primitive type: the number or its bits. */
  public long bits(int index) {
    return held == null ? 0 : held.bits[index];
  }

  /** Ends the measuring of what its thread uses. */
  void measured() {
    if (used != null) used.end(nanos());
  }

  public long nanos() {
    return ended() - start;
  }

  /** The condition was false. */
  public void dismissed() {
    close(null);
  }

  /** The condition could not be decided. */
  public void misjudged(Throwable thrown) {
    close(thrown);
  }

  private void spent(long now, Spending spending) {
    if (probe.rendersEarly()) stripe.captures.add(now - began, weight);
    else stripe.beginnings.add(now - began);
    if ((stripe.opened & SAMPLED) == 0) spending.clock(System.nanoTime() - now);
  }

  /** It has been delivered, or never will be; in the place of the guard that it closed in. */
  void done() {
    forget();
    Encoder apart = arguments == out ? null : arguments;
    if (apart != null) {
      arguments = null;
      stripe.done(apart);
    }
    if (out != null && !(reused && out.size() <= Stripe.KEPT)) letGo(out);
  }

  private void letGo(Encoder buffer) {
    if (!reused) stripe.done(buffer);
    arguments = null;
    out = null;
    opening.none();
  }

  /** Its end is captured in this place of the guard, and it is to be delivered. */
  void delivering(int place, long number) {
    this.place = place;
    this.number = number;
  }

  /** Its number among those to be delivered, from 1. */
  long number() {
    return number;
  }

  /** Who called, as {@link Callers} tells it. */
  @SuppressWarnings("unchecked") // a probe knows types of the JDK only
  public void called(Object callers) {
    this.callers = (List<Encoder>) callers;
  }

  /** The record that is being made. */
  Encoder out() {
    return Objects.requireNonNull(out);
  }

  /** Completes the record, after its outcome, and hands it over. */
  void send() {
    Recorder recorder = probe.recorder();
    Encoder whole = out();
    probe.format().ending(whole, this, callers);
    boolean taken = stripe.offer(recorder.events(), whole, thread);
    if (taken) stripe.delivered++;
    else stripe.dropped++;
    done();
    captured(ended());
    recorder.leave(place);
    if (taken) recorder.delivered(number);
    else recorder.giveBack(number);
  }

  /**
   * Its end was captured from this moment on; arguments that are rendered at the end always are.
   */
  private void captured(long from) {
    int times = probe.rendersEarly() ? weight : 1;
    if (times > 0) stripe.captures.add(System.nanoTime() - from, times);
  }

  /** This call is not open any more, as this place of the guard knows. */
  void closing(Stripe stripe) {
    if (!reused) this.stripe = stripe;
    stripe.closed++;
    stripe.bytes -= bytes;
  }

  /** From now on calls of this thread are not inside this one. */
  void shut() {
    open = false;
    if (reused) stripe.shut(this);
    else token[0] = null;
  }

  private void close(@Nullable Throwable thrown) {
    shut();
    Recorder recorder = probe.recorder();
    if (thrown != null) recorder.misjudged().atExit(thrown);
    int place = recorder.enter(thread);
    if (place < 0) {
      release();
      return;
    }
    Stripe closing = recorder.stripe(place);
    closing(closing);
    done();
    if (thrown == null && (closing.passed++ & SAMPLED) == 0)
      closing.dismissals.add(System.nanoTime() - ended());
    recorder.leave(place);
  }

  /** Ends the capture of the entry, and starts the clock. */
  public Object entered() {
    Recorder recorder = probe.recorder();
    if (!reused) recorder.openCalls().push(this);
    opened();
    // Inside the guard: what is asked of the JVM may be traced itself.
    if (!probe.plain() && recorder.terms().metered()) used = new Used(recorder.terms());
    hold(ready ? arguments().size() : 0);
    long now = System.nanoTime();
    if (weight > 0) spent(now, recorder.spending());
    recorder.leave(place);
    recorder.checkTime(now);
    start = now;
    return token;
  }

  private void opened() {
    stripe.opened++;
    open = true;
    if (reused) stripe.open(this);
  }

  /** So many bytes of arguments are ready. */
  private void hold(int size) {
    bytes = BYTES + size;
    stripe.bytes += bytes;
  }

  /** As {@link #entered}, of a call that has begun {@link #again}; the time it begins. */
  long enteredAgain() {
    opened();
    hold(out().size());
    long now = System.nanoTime();
    if (weight > 0) spent(now, probe.recorder().spending());
    start = now;
    return now;
  }

  /** Ends a call that has begun {@link #again}, in the same place, and is delivered. */
  Encoder complete(long number) {
    open = false;
    stripe.shut(this);
    closing(stripe);
    this.number = number;
    Encoder to = out();
    complete(to, number);
    return to;
  }

  /** It has been offered; as {@link #done}. */
  void offered() {
    if (out().size() > Stripe.KEPT) done();
    captured(ended());
  }
}
