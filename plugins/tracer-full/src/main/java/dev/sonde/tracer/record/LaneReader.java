package dev.sonde.tracer.record;

import dev.sonde.api.Backlog;
import dev.sonde.api.Encoder;
import org.jspecify.annotations.Nullable;

/** Makes records of what a thread has left in its {@link Lane}, in {@code sonde-link}. */
final class LaneReader implements Backlog {
  private static final int USUAL = 1024;

  /**
   * After so many words at most their thread is told that they were read: each time takes the line
   * that it looks at from it, which a thread without room does with each call.
   */
  private static final int UNTOLD = 2048;

  private final Recorder recorder;
  private volatile @Nullable Lane lane;

  /** The lane has another thread now, and may not have been looked at since. */
  private volatile boolean fresh;

  private long[] words = {};
  private @Nullable Object[] piece = {};
  private long pieces;
  private long head;
  private long told;
  private long tail;
  private long next;
  private Encoder out;
  private @Nullable Encoder made;
  private @Nullable Encoder thread;
  private long id;
  private @Nullable String name;
  private @Nullable MethodProbe written;
  private int method;
  private int depth;
  private int size;
  private int number;
  private int times;
  private volatile long lost;
  private volatile boolean broken;

  /** What was lost before its lane had its thread. */
  private long before;

  private LaneReader(Recorder recorder) {
    this.recorder = recorder;
    out = recorder.events().encoder(USUAL);
  }

  /** Readers of lanes that threads may open; none, if events take no backlog. */
  static LaneReader[] prepared(Recorder recorder, int count) {
    // Its class is loaded here: a thread may be at the end of its stack when it opens one.
    LaneReader[] all = new LaneReader[Lane.WORDS > 0 ? count : 0];
    for (int i = 0; i < count; i++) {
      all[i] = new LaneReader(recorder);
      if (!recorder.events().add(all[i])) return new LaneReader[0];
    }
    return all;
  }

  /** The lane, for the thread that asks. */
  Lane open(Stripe stripe, int seat) {
    fresh = true;
    Lane opened = lane;
    if (opened == null) {
      opened = new Lane(stripe, seat);
      words = opened.words;
      piece = opened.references;
      lane = opened;
    }
    opened.stripe = stripe;
    opened.seat = seat;
    return opened;
  }

  /** Whose lane it is; 0: nobody's, yet. */
  long thread() {
    Lane lane = this.lane;
    return lane == null ? 0 : lane.thread;
  }

  /**
   * Takes the lane from this thread, which has died, for whoever comes next. False: there is
   * something in it, or the next one has its seat already, and so its lane.
   */
  boolean take(long thread, long[] seats) {
    Lane lane = this.lane;
    if (lane == null || broken || !empty() || !Seats.enterFor(seats, lane.seat, thread))
      return false;
    lane.stripe.close();
    lane.clear();
    before = lost;
    Seats.giveAway(seats, lane.seat);
    return true;
  }

  @Override
  public boolean look() {
    Lane lane = this.lane;
    if (lane == null) return false;
    tell(lane);
    long published = lane.published();
    if (!fresh) tail = published;
    fresh = false; // what its thread has left elsewhere before is taken away meanwhile
    return tail != head;
  }

  @Override
  public @Nullable Encoder next() {
    while (made == null && head != tail) {
      int at = (int) head & Lane.MASK;
      long what = words[at];
      next = head + size(what);
      try {
        made = made(at, what);
      } catch (Throwable failed) { // of one record: the others are not to blame
        lost++;
        written = null;
        out = recorder.events().encoder(USUAL);
      }
      if (made == null) taken();
    }
    Lane lane = this.lane;
    if (made == null && lane != null) tell(lane);
    return made;
  }

  @Override
  public void taken() {
    made = null;
    head = next;
    Lane lane = this.lane;
    if (lane != null && head - told >= UNTOLD) tell(lane);
  }

  private void tell(Lane lane) {
    if (told == head) return;
    told = head;
    lane.head(head);
  }

  @Override
  public boolean empty() {
    Lane lane = this.lane;
    return lane == null || lane.published() == lane.head();
  }

  @Override
  public void broken() {
    Lane lane = this.lane;
    if (lane != null) tell(lane);
    broken = true;
  }

  /** Calls that the lane's thread has left here, and of which there is no record. */
  long lost() {
    Lane lane = this.lane;
    return (lane == null || !broken ? lost : lost + left(lane)) - before;
  }

  /** Where nobody reads any more, and the lane takes what fits. */
  private static long left(Lane lane) {
    long count = 0;
    long tail = lane.published();
    for (long at = lane.head(); at != tail; ) {
      long what = lane.words[(int) at & Lane.MASK];
      int kind = (int) (what >>> Lane.KIND) & 3;
      if (kind == Lane.CALL || kind == Lane.RECORD) count++;
      int size = (int) what & (1 << Lane.KIND) - 1;
      if (size == 0) return count;
      at += size;
    }
    return count;
  }

  /** An entry without a size would be read again and again, for ever: the lane is given up. */
  private static int size(long what) {
    int size = (int) what & (1 << Lane.KIND) - 1;
    if (size == 0) throw new IllegalStateException("an entry has no size");
    return size;
  }

  private @Nullable Encoder made(int at, long what) {
    switch ((int) (what >>> Lane.KIND) & 3) {
      case Lane.CALL:
        return call(at, what);
      case Lane.RECORD:
        written = null;
        out.truncate(0);
        return out.copied(words, at + 1, (int) (what >>> Lane.REST));
      case Lane.THREAD:
        id = words[at + 1];
        name = (String) reference(words[at + 2]);
        thread = null;
        written = null;
        return null;
      default:
        return null;
    }
  }

  private Encoder call(int at, long what) {
    int like = (int) (what >>> Lane.REST);
    MethodProbe probe = written;
    if (probe == null || method != like) {
      probe = recorder.straight(like);
      method = like;
    }
    CallFormat format = probe.format();
    long start = words[at + Lane.START];
    begin(probe, (int) (what >>> Lane.DEPTH) & 31);
    out.replace(number, words[at + Lane.NUMBER]);
    out.replace(times, recorder.millis(start), start, words[at + Lane.NANOS]);
    format.values(out, this, words[at + Lane.REFERENCES], words, at + Lane.VALUES);
    return out;
  }

  /** As {@link Opening}: most is the same as in the record before. */
  private void begin(MethodProbe probe, int depth) {
    if (written == probe && this.depth == depth) {
      out.truncate(size);
      return;
    }
    CallFormat format = probe.format();
    if (thread == null) thread = format.thread(id, String.valueOf(name), false);
    out.truncate(0);
    format.head(out, true);
    number = out.size();
    out.fixed(0).append(thread);
    times = out.size();
    out.fixed(0).fixed(0).fixed(0).integer(depth);
    size = out.size();
    written = probe;
    this.depth = depth;
  }

  /** What stands at this position; it is forgotten. */
  @Nullable Object reference(long position) {
    while (position >>> Lane.PIECE_BITS > pieces) {
      @Nullable Object[] next = (@Nullable Object[]) piece[Lane.PIECE];
      if (next == null) throw new IllegalStateException("a piece is missing");
      piece = next;
      pieces++;
    }
    int index = (int) position & Lane.PIECE_MASK;
    Object found = piece[index];
    piece[index] = null;
    return found;
  }
}
