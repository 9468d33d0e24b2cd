package dev.sonde.tracer.record;

import static dev.sonde.tracer.record.Recorders.adds;
import static dev.sonde.tracer.record.Recorders.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.api.Backlog;
import dev.sonde.tracer.FakeEvents;
import dev.sonde.tracer.select.Param;
import dev.sonde.tracer.select.SelectedMethod;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a thread leaves in its lane, against what it would have told at once. */
final class LaneTest {
  private static final int HOT = Lane.WARM + 1;
  private static final long THREAD = Thread.currentThread().getId();
  private static final String NAME = Thread.currentThread().getName();

  private final FakeEvents events = new FakeEvents();
  private final List<Reason> ends = new ArrayList<>();
  private final Seats seats = new Seats();
  private final Recorder recorder = Recorders.started(events, seats, Long.MAX_VALUE, ends);
  private final Straight straight = straight(recorder, "b");

  @AfterEach
  void name() {
    Thread.currentThread().setName(NAME);
  }

  private static Straight straight(Recorder recorder, String method) {
    List<Param> params =
        List.of(
            new Param("truth", "boolean"),
            new Param("text", "Object"),
            new Param("letter", "char"),
            new Param("number", "long"),
            new Param("header", "String"),
            new Param("value", "String"),
            new Param("single", "float"),
            new Param("password", "String"),
            new Param("real", "double"));
    String all = "ZLjava/lang/Object;CJLjava/lang/String;Ljava/lang/String;FLjava/lang/String;D";
    SelectedMethod selected =
        new SelectedMethod(method, "(" + all + ")Ljava/lang/Object;", 9, params);
    return Recorders.straight(recorder, selected, "Object");
  }

  private static @Nullable CallRecord begin(Straight straight, @Nullable Object text, long number) {
    return begin(straight, text, number, "Accept", "x", THREAD);
  }

  private static @Nullable CallRecord begin(
      Straight straight,
      @Nullable Object text,
      long number,
      @Nullable String header,
      @Nullable String value,
      long thread) {
    CallRecord call = (CallRecord) straight.begin(thread);
    if (call == null) return null;
    straight.truth(call, 0, (number & 1) != 0);
    straight.object(call, 1, text);
    straight.character(call, 2, (char) number);
    straight.integer(call, 3, number);
    straight.object(call, 4, header);
    straight.object(call, 5, value);
    straight.single(call, 6, number / 3f);
    straight.object(call, 7, "sesame");
    straight.real(call, 8, number / 7d);
    straight.entered(call);
    return call;
  }

  /** Whether it was left in the lane until its end. */
  private static boolean call(Straight straight, @Nullable Object text, long number) {
    CallRecord call = begin(straight, text, number);
    if (call == null) return false;
    boolean left = call.left();
    straight.returnedObject("ok", call.token);
    return left;
  }

  /** Whether there was room for a call. */
  private boolean tried(long number) {
    CallRecord call = begin(straight, "x", number);
    if (call != null) straight.returnedObject("ok", call.token);
    return call != null;
  }

  /** The thread has a lane from now on. */
  private static void heat(Straight straight, FakeEvents events) {
    straight.recorder().prepare();
    for (int i = 0; i <= HOT; i++) call(straight, "cold", i);
    events.drain();
    assertThat(call(straight, "hot", 1)).isTrue();
    events.drain();
    events.records.clear();
    events.bytes.clear();
  }

  private static final Object[] TEXTS = {
    null,
    "",
    "a",
    "order-42",
    "token=eyJhbGciOi.eyJ.x",
    "é",
    "x".repeat(127),
    "x".repeat(128),
    "4111 1111 1111 1111",
    "\ud83d\ude00",
    "password: hunter2",
    "y".repeat(40_000),
    42,
    4.5,
    Thread.State.NEW,
    List.of("a", 1),
    new int[] {1, 2},
    "Authorization",
    "Accept"
  };

  private static void random(Straight straight, Random random, int depth) {
    Object text = TEXTS[random.nextInt(TEXTS.length)];
    Object header = TEXTS[random.nextInt(TEXTS.length)];
    Object value = TEXTS[random.nextInt(TEXTS.length)];
    long number = random.nextLong() >> random.nextInt(Long.SIZE);
    CallRecord call =
        begin(
            straight,
            text,
            number,
            header instanceof String ? (String) header : null,
            value instanceof String ? (String) value : null,
            THREAD);
    while (depth < 20 && random.nextInt(3) == 0) random(straight, random, depth + 1);
    if (call == null) throw new AssertionError("no room");
    int outcome = random.nextInt(8);
    if (outcome == 0) straight.probe().thrown(new IllegalStateException("e"), call.token);
    else if (outcome < 4) straight.returnedObject("r" + number, call.token);
    else straight.returnedObject(TEXTS[random.nextInt(TEXTS.length)], call.token);
  }

  @Test
  void records_areByteForByteThoseOfTheOtherWay_whateverTheValues() {
    FakeEvents others = new FakeEvents();
    Straight other = straight(Recorders.started(others, new Seats(), Long.MAX_VALUE, ends), "b");
    for (int i = 0; i <= HOT + 1; i++) call(other, "cold", i);
    others.records.clear();
    others.bytes.clear();
    heat(straight, events);
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      long seed = random.nextLong();
      random(straight, new Random(seed), 0);
      random(other, new Random(seed), 0);
      if (i % 3 == 0) events.drain();
    }
    events.drain();
    assertThat(events.bytes).hasSameSizeAs(others.bytes);
    for (int i = 0; i < events.bytes.size(); i++) {
      assertThat(told(events, i)).isEqualTo(told(others, i));
      assertThat(timeless(events.bytes.get(i))).isEqualTo(timeless(others.bytes.get(i)));
    }
    assertThat(events.records.toString()).doesNotContain("sesame");
    assertThat(recorder.counts().open()).isZero();
    assertThat(recorder.counts().held()).isZero();
    assertThat(recorder.counts().delivered()).isEqualTo(events.records.size() + HOT + 2);
  }

  /** Number and times of a call are of fixed size; the rest is compared. */
  private static byte[] timeless(byte[] record) {
    byte[] rest = record.clone();
    byte fixed = rest[2];
    int times = 11;
    while (rest[times] != fixed || rest[times + 9] != fixed || rest[times + 18] != fixed) times++;
    for (int i = 3; i < 11; i++) rest[i] = 0;
    for (int i = times; i < times + 27; i++) rest[i] = 0;
    return rest;
  }

  @Test
  void times_areThoseOfTheCall() {
    heat(straight, events);
    long before = System.nanoTime();
    CallRecord call = begin(straight, "x", 1);
    long inside = System.nanoTime();
    straight.returnedObject(null, call.token);
    long after = System.nanoTime();
    events.drain();
    Map<String, Object> told = events.records.get(0);
    long start = (long) told.get("startNanos");
    long nanos = (long) told.get("durationNanos");
    assertThat(start).isBetween(before, inside);
    assertThat(start + nanos).isBetween(inside, after);
  }

  @Test
  void lane_thatIsFull_dropsCallsAndCountsThem_andGoesOnWhenThereIsRoom() {
    heat(straight, events);
    int taken = 0;
    while (tried(taken)) taken++;
    assertThat(taken).isBetween(Lane.WORDS / Lane.MOST, Lane.WORDS);
    for (int i = 0; i < 9; i++) assertThat(begin(straight, "x", i)).isNull();
    events.drain();
    assertThat(events.records).hasSize(taken);
    adds(recorder.counts(), HOT + 12L + taken, HOT + 2L + taken, 10, 0);
    assertThat(call(straight, "x", 1)).isTrue();
  }

  @Test
  void lane_thatFillsUpInsideACall_dropsThatCall() {
    heat(straight, events);
    String large = "outer".repeat(25);
    CallRecord outer = begin(straight, large, 1, large, large, THREAD);
    while (tried(1)) continue;
    straight.returnedObject(large, outer.token);
    Counts counts = recorder.counts();
    assertThat(counts.dropped()).isEqualTo(2);
    assertThat(counts.seen()).isEqualTo(counts.matched());
    assertThat(counts.open()).isZero();
    events.drain();
    assertThat(events.records).hasSize((int) counts.delivered() - HOT - 2);
    assertThat(events.records.toString()).doesNotContain("outer");
  }

  @Test
  void lane_goesAroundManyTimes_withRecordsOfAllSizes() {
    heat(straight, events);
    int count = 0;
    for (int round = 0; round < 400; round++) {
      for (int i = 0; i < 100; i++) {
        Object text = i % 50 == 7 ? "long".repeat(500 + round * 20) : "short";
        call(straight, text, count++);
      }
      events.drain();
    }
    assertThat(events.records).hasSize(count);
    for (int i = 0; i < count; i++) assertThat(number(i)).isEqualTo(i);
    assertThat(recorder.counts().dropped()).isZero();
  }

  @SuppressWarnings("unchecked")
  private long number(int record) {
    return (long)
        ((List<Map<String, Object>>) events.records.get(record).get("args")).get(3).get("value");
  }

  /** The first call at each depth is rendered at once. */
  private static void nest(Straight straight) {
    CallRecord one = begin(straight, "1", 1);
    CallRecord two = begin(straight, "2", 2);
    call(straight, "3", 3);
    straight.returnedObject("ok", two.token);
    straight.returnedObject("ok", one.token);
  }

  @Test
  void call_aroundManyOthers_keepsWhatItHasLeft() {
    heat(straight, events);
    Straight other = straight(recorder, "c");
    for (int turn = 0; turn < 2; turn++) nest(other);
    events.drain();
    events.records.clear();
    CallRecord outer = begin(straight, "outer", 1);
    CallRecord middle = begin(other, "middle", 2);
    for (int i = 0; i < 3_000; i++) {
      assertThat(call(other, "inner", i)).isTrue();
      if (i % 500 == 0) events.drain();
    }
    other.probe().thrown(new IllegalStateException("e"), middle.token);
    straight.returnedObject("end", outer.token);
    events.drain();
    assertThat(told(events, 0)).containsEntry("depth", 2L).containsEntry("method", "c");
    assertThat(told(events, 3_000)).containsEntry("depth", 1L).containsEntry("outcome", "threw");
    assertThat(told(events, 3_000).toString()).contains("middle");
    assertThat(told(events, 3_001)).containsEntry("depth", 0L).containsEntry("method", "b");
    assertThat(told(events, 3_001).toString()).contains("outer").contains("end");
    assertThat(recorder.counts().open()).isZero();
  }

  private List<Object> threads(String key) {
    List<Object> told = new ArrayList<>();
    for (Map<String, Object> each : events.records)
      told.add(((Map<?, ?>) each.get("thread")).get(key));
    return told;
  }

  @Test
  void thread_withAnotherName_tellsItFromTheNextCallOn() {
    heat(straight, events);
    CallRecord call = begin(straight, "x", 1);
    Thread.currentThread().setName("renamed");
    call(straight, "inside", 2);
    assertThat(call(straight, "inside", 3)).isTrue();
    assertThat(call.left()).isFalse();
    straight.returnedObject("ok", call.token);
    assertThat(call(straight, "x", 4)).isTrue();
    events.drain();
    assertThat(threads("name")).containsExactly("renamed", "renamed", NAME, "renamed");
    assertThat(recorder.counts().open()).isZero();
    assertThat(recorder.counts().held()).isZero();
  }

  @Test
  void call_aroundOneThatGoesTheOtherWay_keepsWhatItHasLeft() {
    heat(straight, events);
    CallRecord outer = begin(straight, "outer", 5);
    CallRecord inner = (CallRecord) straight.probe().begin(THREAD);
    inner.truth(0, true);
    inner.object(1, "inner");
    inner.character(2, 'c');
    inner.integer(3, 3);
    inner.object(4, "header");
    inner.object(5, "value");
    inner.single(6, 6);
    inner.object(7, null);
    inner.real(8, 8);
    inner.entered();
    straight.probe().returnedObject("inside", inner.token);
    straight.returnedObject("end", outer.token);
    events.drain();
    assertThat(events.records).hasSize(2);
    assertThat(told(events, 1).toString()).contains("outer").contains("end");
    assertThat(number(1)).isEqualTo(5);
  }

  @Test
  void thread_thatIsAlwaysInsideACall_hasALaneToo() {
    recorder.prepare();
    for (int turn = 0; turn < 2; turn++) nest(straight);
    CallRecord outer = begin(straight, "runs for ever", 1);
    for (int i = 0; i < HOT; i++) call(straight, "cold", i);
    assertThat(call(straight, "hot", 1)).isTrue();
    assertThat(outer.left()).isFalse();
    straight.returnedObject("ok", outer.token);
    events.drain();
    events.drain();
    adds(recorder.counts(), HOT + 8L, HOT + 8L, 0, 0);
    assertThat(events.records).hasSize(HOT + 8);
  }

  @Test
  void thread_thatHasDied_leavesItsLaneToTheNextOneOfItsSeat() {
    heat(straight, events);
    call(straight, "old", 1);
    begin(straight, "never ends", 2);
    seats.release(Set::of);
    long next = THREAD + 1;
    while (Seats.of(next) != Seats.of(THREAD)) next++;
    for (int i = 0; i < 4; i++) {
      CallRecord call = begin(straight, "new", i, "h", "v", next);
      assertThat(call.left()).isEqualTo(i > 1);
      straight.returnedObject("ok", call.token);
    }
    events.drain();
    assertThat(threads("id")).containsExactly(THREAD, next, next, next, next);
    assertThat(recorder.counts().open()).isEqualTo(1);
  }

  /** Calls of a thread, so many that it would have a lane; whether it has one. */
  private boolean hot(long thread) {
    boolean left = false;
    for (int i = 0; i < HOT + 4; i++) {
      CallRecord call = begin(straight, "of " + thread, i, "h", "v", thread);
      left = call.left();
      straight.returnedObject("ok", call.token);
    }
    return left;
  }

  @Test
  void lanesOfThreadsThatHaveDied_areForOthers_whenTheyHaveBeenRead() {
    recorder.prepare();
    List<Long> threads = new ArrayList<>();
    Set<Integer> taken = new HashSet<>();
    for (long id = 1_000; threads.size() < 10; id++) if (taken.add(Seats.of(id))) threads.add(id);
    for (long each : threads.subList(0, 8)) assertThat(hot(each)).isTrue();
    assertThat(hot(threads.get(8))).isFalse();
    recorder.tidy(() -> null);
    recorder.tidy(Set::of);
    assertThat(recorder.hasLane()).as("lanes that nobody has read").isFalse();
    events.drain();
    events.drain();
    recorder.tidy(() -> new HashSet<>(threads));
    assertThat(recorder.hasLane()).as("lanes of threads that live").isFalse();
    Counts before = recorder.counts();
    recorder.tidy(() -> new HashSet<>(threads.subList(1, 10)));
    assertThat(recorder.counts()).isEqualTo(before);
    assertThat(hot(threads.get(9))).isTrue();
    assertThat(recorder.hasLane()).isFalse();
    events.drain();
    events.drain();
    long calls = 10L * (HOT + 4);
    adds(recorder.counts(), calls, calls, 0, 0);
    assertThat(events.records).hasSize((int) calls);
    for (Map<String, Object> each : events.records)
      assertThat(each.get("args").toString())
          .contains("of " + ((Map<?, ?>) each.get("thread")).get("id"));
  }

  @Test
  void trace_thatStops_countsOpenCallsAsLate_andKeepsNothing() {
    heat(straight, events);
    CallRecord call = begin(straight, "x", 1);
    CallRecord stays = begin(straight, "y", 2);
    call(straight, "z", 3);
    recorder.stop();
    assertThat(begin(straight, "x", 1)).isNull();
    assertThat(recorder.counts().open()).isEqualTo(2);
    straight.returnedObject("ok", stays.token);
    recorder.sever(0);
    straight.returnedObject("ok", call.token);
    assertThat(call.token[0]).isNull();
    events.drain();
    assertThat(events.records).hasSize(1);
    assertThat(events.backlogs.get(0).empty()).isTrue();
    assertThat(recorder.inside(THREAD)).isFalse();
    Counts counts = recorder.counts();
    assertThat(counts.late()).isEqualTo(1);
    assertThat(counts.open()).isEqualTo(1);
  }

  @Test
  void values_areForgotten_whenTheyHaveLeft() {
    heat(straight, events);
    Lane lane = begin(straight, "x", 1).stripe.lane;
    for (int i = 0; i < 100; i++) call(straight, "x" + i, i);
    events.drain();
    int kept = 0;
    for (Object each : lane.references) if (each != null) kept++;
    assertThat(kept).isEqualTo(4); // of the call that is open
  }

  @Test
  void limit_isExact_andEndsTheTraceOnce() {
    FakeEvents own = new FakeEvents();
    Recorder limited = Recorders.started(own, new Seats(), 100_000, ends);
    Straight way = straight(limited, "b");
    heat(way, own);
    for (int i = 0; i < 100_100; i++) {
      call(way, "x", i);
      if (i % 1_000 == 0) own.drain();
    }
    own.drain();
    assertThat(own.records).hasSize(100_000 - HOT - 2);
    assertThat(own.records.get(99_997 - HOT)).containsEntry("call", 100_000L);
    assertThat(ends).containsExactly(Reason.LIMIT);
    assertThat(limited.counts().delivered()).isEqualTo(100_000);
  }

  @Test
  void record_thatCannotBeMade_isDroppedAndCounted_andTheOthersAreNot() {
    heat(straight, events);
    CallRecord first = begin(straight, "x", 1);
    straight.returnedObject("ok", first.token);
    Lane lane = first.stripe.lane;
    int at = (int) lane.tail & Lane.MASK;
    call(straight, "broken", 2);
    call(straight, "whole", 3);
    lane.words[at] |= 77L << Lane.REST; // a method that there is not
    events.drain();
    assertThat(events.records).hasSize(2);
    assertThat(told(events, 1).toString()).contains("whole");
    Counts counts = recorder.counts();
    assertThat(counts.dropped()).isEqualTo(1);
    assertThat(counts.seen()).isEqualTo(counts.matched());
  }

  /** Else it would be read for ever, and no heartbeat would leave the target any more. */
  @Test
  void entryWithoutASize_isAnErrorOfTheWholeLane() {
    heat(straight, events);
    Lane lane = begin(straight, "x", 1).stripe.lane;
    call(straight, "first", 1);
    events.drain();
    int at = (int) lane.tail & Lane.MASK;
    call(straight, "second", 2);
    call(straight, "third", 3);
    lane.words[at] &= -1L << Lane.KIND;
    Backlog backlog = events.backlogs.get(0);
    backlog.look();
    assertThatThrownBy(backlog::next).hasMessageContaining("no size");
    backlog.broken();
    assertThat(recorder.counts().dropped()).isEqualTo(1); // nobody knows how many there were
  }

  @Test
  void reader_thatIsGivenUp_countsWhatItHad_andTheLaneTakesNoMore() {
    heat(straight, events);
    for (int i = 0; i < 10; i++) call(straight, i == 5 ? List.of() : "x", i);
    events.backlogs.get(0).broken();
    Counts counts = recorder.counts();
    assertThat(counts.dropped()).isEqualTo(10);
    long delivered = counts.delivered();
    while (tried(1)) continue;
    assertThat(recorder.counts().delivered()).isEqualTo(delivered);
    assertThat(recorder.counts().seen()).isEqualTo(recorder.counts().matched());
  }
}
