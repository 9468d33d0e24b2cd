package dev.sonde.tracer.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicStampedReference;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SnapshotTest {
  /** As in a target; the JVM of these tests opens java.lang and java.util itself. */
  private static final Opener OPEN =
      type -> type.getModule().isOpen(type.getPackageName(), SnapshotTest.class.getModule());

  @Test
  void write_scalars() {
    assertThat(shown(null)).isNull();
    assertThat(shown(true)).isEqualTo(true);
    assertThat(shown((byte) 1)).isEqualTo(1L);
    assertThat(shown('c')).isEqualTo("c");
    assertThat(shown(0.1f)).isEqualTo(0.1);
    assertThat(shown(Double.NaN)).isEqualTo("NaN");
    assertThat(shown(new AtomicInteger(3))).isEqualTo(3L);
    assertThat(shown(new BigDecimal("1.10"))).isEqualTo("1.10");
    assertThat(shown(BigInteger.ONE.shiftLeft(5000))).isEqualTo("‹a number of 5001 bits›");
    assertThat(shown(TimeUnit.DAYS)).isEqualTo("DAYS");
    assertThat(shown(String[].class)).isEqualTo("[Ljava.lang.String;");
  }

  @Test
  void write_textsOfTheJdk() throws Exception {
    UUID id = new UUID(1, 2);

    assertThat(
            shown(
                List.of(
                    id,
                    LocalDate.of(2024, 2, 29),
                    Duration.ofMillis(5),
                    new Date(0),
                    Instant.EPOCH)))
        .isEqualTo(
            List.of(
                id.toString(),
                "2024-02-29",
                "PT0.005S",
                "1970-01-01T00:00:00Z",
                "1970-01-01T00:00:00Z"));
    assertThat(
            shown(
                List.of(
                    URI.create("a:b"),
                    new URL("http://h:1/p?q"),
                    Path.of("/x"),
                    new File("y"),
                    StandardCharsets.UTF_8)))
        .isEqualTo(List.of("a:b", "http://h:1/p?q", "/x", "y", "UTF-8"));
    assertThat(shown(new StringBuilder("abc"))).isEqualTo("abc");
    assertThat(shown("abc".toCharArray())).isEqualTo("abc");
  }

  @Test
  void write_longText_isCut() {
    assertThat(shown("x".repeat(300))).isEqualTo("x".repeat(255) + "…");
    assertThat(shown("x".repeat(254) + "😀")).isEqualTo("x".repeat(254) + "…");
  }

  @Test
  void write_object_showsItsFieldsAndItsSuperclass() {
    assertThat(shown(new Cat("Tom", 3)))
        .isEqualTo(map("@type", Cat.class.getName(), "lives", 3L, "name", "Tom"));
  }

  /** Nothing that they override is called. */
  @Test
  void write_heirsOfTheJdksContainers_haveTheirContent() {
    Loud<Object> loud = new Loud<>();
    loud.addAll(List.of("a", 2));
    assertThat(shown(loud))
        .isEqualTo(map("@type", Loud.class.getName(), "own", 7L, "@elements", List.of("a", 2L)));
    Map<String, Object> row = new LoudMap();
    row.put("password", "x");
    row.put("id", 1);
    assertThat(shown(row).toString())
        .isEqualTo(
            "{@type="
                + LoudMap.class.getName()
                + ", @entries={password={@redacted=name~password}, id=1}}");
    assertThat(shown(new TreeMap<>(Map.of("b", 1, "a", 2)) {}).toString())
        .endsWith("@entries={a=2, b=1}}");
    assertThat(shown(new java.util.LinkedHashSet<>(List.of(3)) {}).toString())
        .endsWith("@elements=[3]}");
    assertThat(shown(new ArrayList<>(Collections.nCopies(200, 1)) {}).toString())
        .endsWith("1, … 100 more]}");
    assertThat(shown(new java.util.Hashtable<>(Map.of("a", 1)) {}).toString())
        .endsWith("@entries={a=1}}");
    java.util.Properties properties = new java.util.Properties() {};
    properties.put("a", "b");
    assertThat(shown(properties).toString()).endsWith("@entries={a=b}}");
    assertThat(shown(new LoudFuture()).toString())
        .isEqualTo("{@type=" + LoudFuture.class.getName() + ", state=SUCCESS, value=7}");
  }

  private static final class LoudFuture extends CompletableFuture<Integer> {
    LoudFuture() {
      super.complete(7);
    }

    @Override
    public boolean isDone() {
      throw new AssertionError("called");
    }

    @Override
    public Integer join() {
      throw new AssertionError("called");
    }
  }

  /** A thread that has their lock keeps nobody waiting: what is rendered, is, in its thread. */
  @Test
  void write_hashtable_takesNoLock() throws Exception {
    Map<String, Object> table = new java.util.Hashtable<>(Map.of("a", 1));
    StringBuffer buffer = new StringBuffer("é and Ω");
    AtomicReference<Object> seen = new AtomicReference<>();
    synchronized (table) {
      synchronized (buffer) {
        Thread other = new Thread(() -> seen.set(shown(List.of(table, buffer))));
        other.start();
        other.join(20_000);
        assertThat(seen.get())
            .isEqualTo(
                List.of(map("a", 1L), map("@type", "java.lang.StringBuffer", "value", "é and Ω")));
      }
    }
    assertThat(shown(new StringBuffer("abc")))
        .isEqualTo(map("@type", "java.lang.StringBuffer", "value", "abc"));
  }

  @Test
  void write_optionalNumbers() {
    assertThat(inside(OptionalInt.of(1))).isEqualTo(map("value", 1L));
    assertThat(inside(OptionalInt.empty())).isEqualTo(map("value", null));
    assertThat(inside(OptionalLong.of(2))).isEqualTo(map("value", 2L));
    assertThat(inside(OptionalDouble.of(0.5))).isEqualTo(map("value", 0.5));
  }

  @Test
  void write_futures_tellTheirStateWithoutWaiting() {
    CompletableFuture<Object> future = new CompletableFuture<>();
    AtomicInteger asked = new AtomicInteger();
    future.thenApply(value -> asked.incrementAndGet());
    assertThat(inside(future)).isEqualTo(map("state", "RUNNING"));
    assertThat(inside(CompletableFuture.completedFuture(List.of(1))))
        .isEqualTo(map("state", "SUCCESS", "value", List.of(1L)));
    assertThat(inside(CompletableFuture.completedFuture(null)))
        .isEqualTo(map("state", "SUCCESS", "value", null));
    assertThat(inside(CompletableFuture.failedFuture(new IllegalStateException("why"))))
        .isEqualTo(
            map(
                "state",
                "FAILED",
                "thrown",
                map("@type", "java.lang.IllegalStateException", "@message", "why")));
    future.cancel(true);
    assertThat(inside(future)).isEqualTo(map("state", "CANCELLED"));
    assertThat(asked).hasValue(0);
    FutureTask<Integer> task = new FutureTask<>(() -> 3);
    assertThat(inside(task)).isEqualTo(map("state", "RUNNING"));
    task.run();
    assertThat(inside(task)).isEqualTo(map("state", "SUCCESS", "value", 3L));
    FutureTask<Integer> failing = new FutureTask<>(() -> 1 / asked.get());
    failing.run();
    assertThat(inside(failing).toString()).contains("FAILED").contains("/ by zero");
    FutureTask<Integer> cancelled = new FutureTask<>(() -> 3);
    cancelled.cancel(false);
    assertThat(inside(cancelled)).isEqualTo(map("state", "CANCELLED"));
  }

  @Test
  void write_bitsAndAtomicArrays() {
    BitSet bits = new BitSet();
    bits.set(3);
    bits.set(70, 72);
    assertThat(inside(bits)).isEqualTo(map("set", List.of(3L, 70L, 71L), "@size", 72L));
    bits.set(0, 500);
    assertThat((List<?>) inside(bits).get("set")).hasSize(101).last().isEqualTo("… 1 more");
    bits.set(1 << 30);
    assertThat(inside(bits)).isEqualTo(map("@size", (1L << 30) + 1));
    assertThat(inside(new AtomicIntegerArray(new int[] {1, 2})))
        .isEqualTo(map("@size", 2L, "@elements", List.of(1L, 2L)));
    assertThat(inside(new AtomicLongArray(200)).get("@size")).isEqualTo(200L);
    assertThat(inside(new AtomicReferenceArray<>(new Object[] {"a"})))
        .isEqualTo(map("@size", 1L, "@elements", List.of("a")));
  }

  @Test
  void write_otherReferencesOfTheJdk() {
    Object held = List.of("a");
    assertThat(inside(new WeakReference<>(held))).isEqualTo(map("value", held));
    assertThat(inside(new SoftReference<>(held))).isEqualTo(map("value", held));
    assertThat(inside(new AtomicStampedReference<>(held, 4)))
        .isEqualTo(map("value", held, "stamp", 4L));
    assertThat(inside(new AtomicMarkableReference<>(null, true)))
        .isEqualTo(map("value", null, "marked", true));
    assertThat(inside(new CountDownLatch(2))).isEqualTo(map("count", 2L));
    assertThat(inside(new Semaphore(5))).isEqualTo(map("permits", 5L));
    DoubleAdder adder = new DoubleAdder();
    adder.add(1.5);
    assertThat(inside(adder)).isEqualTo(map("value", 1.5));
    assertThat(inside(TimeZone.getTimeZone("Europe/Rome"))).isEqualTo(map("value", "Europe/Rome"));
    Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
    calendar.setTimeInMillis(0);
    assertThat(inside(calendar)).isEqualTo(map("value", "1970-01-01T00:00:00Z"));
    calendar.set(Calendar.YEAR, 1999);
    assertThat(inside(calendar)).isEmpty();
    assertThat(shown(new java.util.concurrent.ConcurrentSkipListSet<>(List.of(2, 1))))
        .isEqualTo(List.of(1L, 2L));
    assertThat(shown(new ArrayList<>(List.of(1, 2, 3)).subList(1, 3))).isEqualTo(List.of(2L, 3L));
    assertThat(shown(new TreeMap<>(Map.of("k", 1)).entrySet()))
        .isEqualTo(List.of(map("@type", "java.util.TreeMap$Entry", "key", "k", "value", 1L)));
    assertThat(shown(List.of(1, 2L, (short) 3, 'c', true, 1.5f)))
        .isEqualTo(List.of(1L, 2L, 3L, "c", true, 1.5));
  }

  /** What an object of the JDK shows, but for its type. */
  private static Map<?, ?> inside(Object value) {
    Map<?, ?> shown = new LinkedHashMap<>(shownMap(value));
    assertThat(shown.remove("@type")).isEqualTo(value.getClass().getName());
    return shown;
  }

  private static final class Loud<T> extends ArrayList<T> {
    private static final long serialVersionUID = 1;
    final int own = 7;

    @Override
    public int size() {
      throw new AssertionError("called");
    }

    @Override
    public java.util.Iterator<T> iterator() {
      throw new AssertionError("called");
    }

    @Override
    public T get(int index) {
      throw new AssertionError("called");
    }
  }

  private static final class LoudMap extends LinkedHashMap<String, Object> {
    private static final long serialVersionUID = 1;

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
      throw new AssertionError("called");
    }

    @Override
    public int size() {
      throw new AssertionError("called");
    }

    @Override
    public Object get(Object key) {
      throw new AssertionError("called");
    }
  }

  @Test
  void write_record() {
    assertThat(shown(new Pair("k", 1)))
        .isEqualTo(map("@type", Pair.class.getName(), "key", "k", "value", 1L));
  }

  @Test
  void write_hidingField_isToldFromTheHidden() {
    assertThat(shown(new Kitten()))
        .isEqualTo(
            map(
                "@type",
                Kitten.class.getName(),
                "name",
                "kitten",
                own("Animal") + ".name",
                "animal"));
  }

  @Test
  void write_deepObject_isOutlinedBelowThreeLevels() {
    Node deep = new Node(new Node(new Node(new Node(null))));
    String type = Node.class.getName();

    assertThat(shown(deep))
        .isEqualTo(
            map(
                "@type",
                type,
                "next",
                map("@type", type, "next", map("@type", type, "next", map("@type", type)))));
    assertThat(shown(List.of(List.of(List.of(List.of(1, 2))))))
        .isEqualTo(
            List.of(
                List.of(
                    List.of(map("@type", "java.util.ImmutableCollections$List12", "@size", 2L)))));
  }

  @Test
  void write_cycle_isNamed() {
    Node node = new Node(null);
    node.next = node;

    assertThat(shown(node))
        .isEqualTo(
            map(
                "@type",
                Node.class.getName(),
                "next",
                map("@type", Node.class.getName(), "@cycle", true)));
  }

  @Test
  void write_manyFields_areCounted() {
    assertThat(shown(new Wide()))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .hasSize(22)
        .containsEntry("@more", 3L);
  }

  @Test
  void write_arrays() {
    assertThat(shown(new int[] {1, 2})).isEqualTo(List.of(1L, 2L));
    assertThat(shown(new Object[] {"a", new long[] {3}})).isEqualTo(List.of("a", List.of(3L)));
    assertThat((List<?>) shown(new byte[10_000])).hasSize(101).last().isEqualTo("… 9900 more");
  }

  @Test
  void write_collections() {
    assertThat(shown(new ArrayList<>(Arrays.asList(1, null)))).isEqualTo(Arrays.asList(1L, null));
    assertThat((List<?>) shown(IntStream.range(0, 1000).boxed().toList())).hasSize(101);
    assertThat(shown(Set.of(1))).isEqualTo(List.of(1L));
    assertThat(shown(Map.of(1, "a").keySet())).isInstanceOf(Map.class);
  }

  @Test
  void write_wrappers_showWhatTheyHold() {
    assertThat(shown(Collections.unmodifiableList(new ArrayList<>(List.of(1)))))
        .isEqualTo(List.of(1L));
    assertThat(shown(Collections.synchronizedMap(new TreeMap<>(Map.of("a", 1)))))
        .isEqualTo(map("a", 1L));
    assertThat(shown(new TreeSet<>(Set.of(1, 2)))).isEqualTo(List.of(1L, 2L));
    Vector<Object> stack = new java.util.Stack<>();
    assertThat(shown(stack)).isEqualTo(List.of());
    stack.add("a");
    assertThat(shown(stack)).isEqualTo(List.of("a"));
    assertThat(shown(new TreeMap<>(Map.of(1, "a")).keySet())).isEqualTo(List.of(1L));
    assertThat(shown(new TreeMap<>(Map.of(1, "a")).values())).isEqualTo(List.of("a"));
    assertThat(shown(new TreeMap<>(Map.of(1, "a", 2, "b")).headMap(2).keySet()))
        .isInstanceOf(Map.class);
    assertThat(shown(Collections.unmodifiableList(new Hostile())))
        .isEqualTo(map("@type", Hostile.class.getName()));
  }

  @Test
  void write_maps() {
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put("a", 1);
    map.put(2, List.of());
    map.put("@at", "x");
    map.put(null, "y");
    map.put(new Node(null), "z");

    assertThat(shown(map))
        .isEqualTo(
            map(
                "a",
                1L,
                "2",
                List.of(),
                "@@at",
                "x",
                "null",
                "y",
                "‹" + Node.class.getName() + "›#5",
                "z"));
  }

  @Test
  void write_bigMap_saysHowManyMore() {
    Map<Object, Object> map = new TreeMap<>();
    IntStream.range(0, 150).forEach(i -> map.put(i, i));

    assertThat(shownMap(map)).hasSize(101).extractingByKey("@more").isEqualTo(50L);
  }

  @Test
  void write_referencesOfTheJdk() {
    assertThat(shown(Optional.of(1))).isEqualTo(map("@type", "java.util.Optional", "value", 1L));
    assertThat(shown(Optional.empty()))
        .isEqualTo(map("@type", "java.util.Optional", "value", null));
    assertThat(shown(new AtomicReference<>("a")))
        .isEqualTo(map("@type", "java.util.concurrent.atomic.AtomicReference", "value", "a"));
    assertThat(shown(new Thread("t"))).isEqualTo(map("@type", "java.lang.Thread", "name", "t"));
    assertThat(shown(Map.entry("a", 1)))
        .isEqualTo(map("@type", "java.util.KeyValueHolder", "key", "a", "value", 1L));
    assertThat(shown(java.io.InputStream.nullInputStream()))
        .asString()
        .startsWith("{@type=java.io.InputStream$1");
    assertThat(shown(new WeakHashMap<>(Map.of("a", 1))))
        .isEqualTo(map("@type", "java.util.WeakHashMap"));
  }

  @Test
  void write_madeAtRunTime_showsInterfaces() {
    Object proxy =
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Runnable.class},
            (p, m, a) -> {
              throw new Called();
            });
    Runnable lambda = () -> {};

    assertThat(shownMap(proxy))
        .extractingByKey("@interfaces")
        .isEqualTo(List.of("java.lang.Runnable"));
    assertThat(shownMap(lambda))
        .extractingByKey("@interfaces")
        .isEqualTo(List.of("java.lang.Runnable"));
  }

  @Test
  void write_applicationCode_isNeverCalled() {
    assertThat(shown(new Hostile())).asString().startsWith("{@type=" + Hostile.class.getName());
    assertThat(shown(new HostileNumber())).isEqualTo(map("@type", HostileNumber.class.getName()));
    assertThat(shown(new HostileError()))
        .isEqualTo(map("@type", HostileError.class.getName(), "@message", "real"));
    assertThat(
            shown(
                new TreeSet<>(
                    new TreeMap<>(
                            (a, b) -> {
                              throw new Called();
                            })
                        .navigableKeySet()
                        .comparator())))
        .isEqualTo(List.of());
  }

  @Test
  void write_hugeGraph_staysWithinItsBytes() {
    WireEncoder out = new WireEncoder();
    Object[] huge = new Object[100];
    Arrays.setAll(huge, i -> IntStream.range(0, 100).mapToObj(j -> "ü".repeat(300)).toList());

    new Snapshot(OPEN, () -> 0).write(out, huge);

    assertThat(out.size()).isBetween(Limits.VALUE_BYTES, Limits.VALUE_BYTES + 2048);
    assertThat((List<?>) out.read()).last().asString().endsWith("more");
  }

  @Test
  void write_fieldsAfterAHugeOne_areStillShown() {
    for (int elements = 50; elements < 120; elements++) {
      Object content =
          IntStream.range(0, elements).mapToObj(j -> "x".repeat(j % 7) + "y".repeat(300)).toList();
      assertThat(shown(new Heavy(new Heavy(content))))
          .asInstanceOf(InstanceOfAssertFactories.MAP)
          .containsOnlyKeys("@type", "content", "a", "b", "c", "d", "e", "f", "g");
    }
  }

  @Test
  void write_fullRecord_saysSo() {
    WireEncoder out = new WireEncoder();
    Snapshot snapshot = new Snapshot(OPEN, () -> 0);
    out.list();
    for (int i = 0; i < 50; i++)
      snapshot.write(out, Collections.nCopies(1, new String[] {"x".repeat(200)}).toArray());
    for (int i = 0; i < 50; i++)
      snapshot.write(out, IntStream.range(0, 100).mapToObj(j -> "ü".repeat(300)).toList());
    out.end();

    assertThat(out.size()).isBetween(Limits.RECORD_BYTES, 60 * 1024);
    assertThat((List<?>) out.read()).hasSize(100).last().isEqualTo("…");
  }

  @Test
  void write_tooSlow_isOutlined() {
    AtomicLong clock = new AtomicLong();
    LongSupplier slow = () -> clock.addAndGet(60_000_000);
    WireEncoder out = new WireEncoder();

    new Snapshot(OPEN, slow).write(out, List.of(List.of(1), List.of(2), List.of(3)));

    assertThat(out.read())
        .isEqualTo(
            List.of(
                map("@type", "java.util.ImmutableCollections$List12", "@size", 1L), "… 2 more"));
  }

  @Test
  void write_changedMeanwhile_spoilsItsPlaceOnly() {
    List<Object> list = new ArrayList<>();
    list.add(1);
    LongSupplier changing =
        () -> {
          list.add(2);
          return 0;
        };
    WireEncoder out = new WireEncoder();

    new Snapshot(OPEN, changing).write(out, new Object[] {list, "next"});

    assertThat(out.read())
        .isEqualTo(List.of("‹unreadable:java.util.ConcurrentModificationException›", "next"));
  }

  @Test
  void write_closedModule_saysSo() {
    WireEncoder out = new WireEncoder();

    new Snapshot(type -> false, () -> 0).write(out, new Node(null));

    assertThat(out.read())
        .isEqualTo(
            map(
                "@type",
                Node.class.getName(),
                "@unreadable",
                Node.class.getName() + ": java.lang.IllegalStateException"));
  }

  @Test
  void write_vector_takesNoLock() throws InterruptedException {
    Vector<Object> vector = new Vector<>(List.of(1));
    Thread[] holder = new Thread[1];
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    holder[0] = new Thread(() -> hold(vector, held, done));
    holder[0].start();
    held.await();

    assertThat((List<?>) shown(vector)).first().isEqualTo(1L);
    done.countDown();
    holder[0].join();
  }

  private static void hold(Object lock, CountDownLatch held, CountDownLatch done) {
    synchronized (lock) {
      held.countDown();
      try {
        done.await();
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void write_classLoaderOfTheApplication_canBeCollected() throws Exception {
    Snapshot snapshot = new Snapshot(OPEN, () -> 0);
    WeakReference<ClassLoader> loader = showFromItsOwnLoader(snapshot);

    for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        loader.get() != null && System.nanoTime() < end; ) System.gc();

    assertThat(loader.get()).isNull();
    Reference.reachabilityFence(snapshot);
  }

  private static WeakReference<ClassLoader> showFromItsOwnLoader(Snapshot snapshot)
      throws Exception {
    URL classes = SnapshotTest.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
      WireEncoder out = new WireEncoder();
      snapshot.write(
          out, loader.loadClass("com.acme.Orders$Line").getDeclaredConstructor().newInstance());
      assertThat(out.read()).isEqualTo(map("@type", "com.acme.Orders$Line", "amount", 1L));
      return new WeakReference<>(loader);
    }
  }

  @Test
  void thrown_showsTypeMessageAndPlace() {
    Map<?, ?> shown = thrown(new IllegalStateException("late"));

    assertThat(shown.get("type")).isEqualTo("java.lang.IllegalStateException");
    assertThat(shown.get("message")).isEqualTo("late");
    assertThat(((Map<?, ?>) shown.get("at")).get("class")).isEqualTo(getClass().getName());
    assertThat(((Map<?, ?>) shown.get("at")).get("method"))
        .isEqualTo("thrown_showsTypeMessageAndPlace");
  }

  @Test
  void thrown_overridden_isReadBehindTheOverride() {
    assertThat(thrown(new HostileError())).containsEntry("message", "real").containsKey("at");
  }

  @Test
  void thrown_ofTheJvm_hasItsHelpfulMessage() {
    int[] none = hidden();
    try {
      none[0] = 1;
    } catch (NullPointerException thrown) {
      assertThat(thrown(thrown).get("message")).asString().startsWith("Cannot store to int array");
    }
  }

  private static int @Nullable [] hidden() {
    return null;
  }

  @Test
  void thrown_secretMessage_isRedacted() {
    assertThat(thrown(new IllegalStateException("jdbc:x;PASSWORD=y")))
        .containsEntry("message", "jdbc:x;PASSWORD=‹redacted:value~password›");
  }

  @SuppressWarnings("unchecked") // keys of a decoded map are strings
  private static Map<String, Object> thrown(Throwable thrown) {
    WireEncoder out = new WireEncoder();
    new Snapshot(OPEN, () -> 0).thrown(out, thrown);
    return (Map<String, Object>) out.read();
  }

  @SuppressWarnings("unchecked") // keys of a decoded map are strings
  private static Map<String, Object> shownMap(Object value) {
    return (Map<String, Object>) shown(value);
  }

  private static Object shown(@Nullable Object value) {
    WireEncoder out = new WireEncoder();
    new Snapshot(OPEN, () -> 0).write(out, value);
    return out.read();
  }

  private static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2)
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    return map;
  }

  private static String own(String nested) {
    return "SnapshotTest$" + nested;
  }

  record Pair(String key, int value) {}

  static class Animal {
    static final String KIND = "animal";
    final String name;

    Animal(String name) {
      this.name = name;
    }
  }

  static final class Cat extends Animal {
    private final int lives;

    Cat(String name, int lives) {
      super(name);
      this.lives = lives;
    }
  }

  static final class Kitten extends Animal {
    final String name = "kitten";

    Kitten() {
      super("animal");
    }
  }

  static final class Node {
    @Nullable Node next;

    Node(@Nullable Node next) {
      this.next = next;
    }
  }

  static final class Heavy {
    final Object content;
    @Nullable Object a, b, c, d, e, f, g;

    Heavy(Object content) {
      this.content = content;
    }
  }

  static final class Wide {
    int a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w;
  }

  static final class Called extends Error {}

  static final class Hostile extends AbstractList<Object> {
    @Override
    public Object get(int index) {
      throw new Called();
    }

    @Override
    public int size() {
      throw new Called();
    }

    @Override
    public int hashCode() {
      throw new Called();
    }

    @Override
    public boolean equals(Object other) {
      throw new Called();
    }

    @Override
    public String toString() {
      throw new Called();
    }
  }

  static final class HostileNumber extends Number {
    @Override
    public int intValue() {
      throw new Called();
    }

    @Override
    public long longValue() {
      throw new Called();
    }

    @Override
    public float floatValue() {
      throw new Called();
    }

    @Override
    public double doubleValue() {
      throw new Called();
    }
  }

  static final class HostileError extends RuntimeException {
    HostileError() {
      super("real");
    }

    @Override
    public String getMessage() {
      throw new Called();
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new Called();
    }
  }
}
