package com.acme;

import static com.acme.Shape.same;

import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What every application asks of the JDK all day: collections, streams, locks, reflection, proxies, string concatenation. */
final class Everyday {
  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final AtomicLong NUMBER = new AtomicLong();
  private static final Map<Object, Object> SHARED = new ConcurrentHashMap<>();

  private Everyday() {}

  static void shapes(Map<String, Shape> shapes) {
    shapes.put("everyday", Everyday::all);
  }

  private static void all(int i) throws ReflectiveOperationException {
    collections(i);
    maps(i);
    streams(i);
    locks(i);
    reflection(i);
    if (i % 64 == 0) threads();
  }

  private static void collections(int i) {
    List<Integer> list = new ArrayList<>(Arrays.asList(3, 1, i));
    Collections.sort(list);
    same(List.of(1, 3, 5).hashCode(), Arrays.asList(1, 3, 5).hashCode());
    same(3, Collections.unmodifiableList(list).size());
    same(Optional.of("x" + i), Optional.ofNullable("x" + i));
    same(true, Objects.equals(list.toString(), List.copyOf(list).toString()));
    BitSet bits = new BitSet();
    bits.set(i & 63);
    same(1, bits.cardinality());
  }

  private static void maps(int i) {
    for (Map<Object, Object> map :
        List.<Map<Object, Object>>of(
            new HashMap<>(),
            new LinkedHashMap<>(),
            new Hashtable<>(),
            new IdentityHashMap<>(),
            new WeakHashMap<>(),
            new ConcurrentHashMap<>(),
            new Properties())) {
      map.put("key", "value" + i);
      same("value" + i, map.get("key"));
      same(1, map.entrySet().size());
    }
    SHARED.merge(i & 7, 1L, (a, b) -> (Long) a + (Long) b);
    System.setProperty("everyday", "all");
    same("all", System.getProperty("everyday"));
  }

  private static void streams(int i) {
    List<String> some = List.of("tea", "milk", "sugar" + i % 10);
    Function<String, Integer> length = String::length;
    same(3 + 4 + 6, some.stream().map(length.andThen(n -> n + 0)).collect(Collectors.summingInt(n -> n)));
  }

  private static void locks(int i) {
    LOCK.lock();
    try {
      NUMBER.addAndGet(i);
    } finally {
      LOCK.unlock();
    }
  }

  private static void reflection(int i) throws ReflectiveOperationException {
    Method method = Integer.class.getMethod("toString", int.class);
    same(String.valueOf(i), method.invoke(null, i));
    same("weak", new WeakReference<>("weak").get());
    same(true, Thread.currentThread().isAlive());
    same(Everyday.class.getProtectionDomain().hashCode(), Everyday.class.getProtectionDomain().hashCode());
  }

  private static void threads() {
    Thread thread = new Thread(() -> SHARED.put("thread", 1));
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
