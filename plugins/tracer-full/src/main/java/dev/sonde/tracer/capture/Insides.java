package dev.sonde.tracer.capture;

import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicStampedReference;
import java.util.concurrent.atomic.DoubleAdder;
import org.jspecify.annotations.Nullable;

/**
 * What is in rarer objects of the JDK: by methods that only read, else by fields, so that nothing
 * is waited for, locked or changed. Loaded when such an object is met; classes are told by their
 * names, because to name them otherwise would load them.
 */
final class Insides {
  /** Of arrays and bits: one more than is shown says that there are more. */
  private static final int MOST = Limits.ELEMENTS + 1;

  /** To look at more bits takes too long. */
  private static final int BITS = 1 << 22;

  private static final String CONCURRENT = "java.util.concurrent.";
  private static final Object[] NOTHING = {};

  private final Opener opener;
  private final Map<String, Field> fields = new HashMap<>();

  Insides(Opener opener) {
    this.opener = opener;
  }

  /**
   * Keys and values in turn, of an object of the JDK; none of one that is not known, or whose
   * fields this JDK calls otherwise.
   */
  @Nullable Object[] of(Object value) {
    try {
      String name = value.getClass().getName();
      return name.startsWith(CONCURRENT)
          ? concurrent(value, name.substring(CONCURRENT.length()))
          : other(value, name);
    } catch (ReflectiveOperationException otherwiseInThisJdk) {
      return NOTHING;
    }
  }

  private @Nullable Object[] other(Object value, String name) throws ReflectiveOperationException {
    switch (name) {
      case "java.util.OptionalInt":
        OptionalInt number = (OptionalInt) value;
        return one(number.isPresent() ? number.getAsInt() : null);
      case "java.util.OptionalLong":
        OptionalLong large = (OptionalLong) value;
        return one(large.isPresent() ? large.getAsLong() : null);
      case "java.util.OptionalDouble":
        OptionalDouble real = (OptionalDouble) value;
        return one(real.isPresent() ? real.getAsDouble() : null);
      case "java.lang.StringBuffer":
        return one(text(value));
      case "sun.util.calendar.ZoneInfo":
        return one(((TimeZone) value).getID());
      case "java.util.BitSet":
        return bits((BitSet) value);
      case "java.lang.ref.WeakReference":
        return one(((WeakReference<?>) value).get());
      case "java.lang.ref.SoftReference": // its get() says that it was used
        return one(field("java.lang.ref.Reference", "referent", value));
      case "java.util.GregorianCalendar": // its getters compute, and keep what they have computed
        Object millis = field("java.util.Calendar", "time", value);
        boolean known = Boolean.TRUE.equals(field("java.util.Calendar", "isTimeSet", value));
        return known ? one(Instant.ofEpochMilli((long) millis).toString()) : NOTHING;
      default:
        return NOTHING;
    }
  }

  private @Nullable Object[] concurrent(Object value, String name)
      throws ReflectiveOperationException {
    switch (name) {
      case "CompletableFuture":
        return future(value);
      case "FutureTask":
        return task(value);
      case "CountDownLatch":
        return new Object[] {"count", ((CountDownLatch) value).getCount()};
      case "Semaphore":
        return new Object[] {"permits", ((Semaphore) value).availablePermits()};
      case "atomic.DoubleAdder":
        return one(((DoubleAdder) value).sum());
      case "atomic.AtomicIntegerArray":
        return array((AtomicIntegerArray) value);
      case "atomic.AtomicLongArray":
        return array((AtomicLongArray) value);
      case "atomic.AtomicReferenceArray":
        return array((AtomicReferenceArray<?>) value);
      case "atomic.AtomicStampedReference":
        AtomicStampedReference<?> stamped = (AtomicStampedReference<?>) value;
        return new Object[] {"value", stamped.getReference(), "stamp", stamped.getStamp()};
      case "atomic.AtomicMarkableReference":
        AtomicMarkableReference<?> marked = (AtomicMarkableReference<?>) value;
        return new Object[] {"value", marked.getReference(), "marked", marked.isMarked()};
      default:
        return NOTHING;
    }
  }

  /** As {@link #of}, of an object whose class extends CompletableFuture. */
  @Nullable Object[] ofFuture(Object heir) {
    try {
      return future(heir);
    } catch (ReflectiveOperationException otherwiseInThisJdk) {
      return NOTHING;
    }
  }

  /** By its field, for a method may be overridden. */
  private @Nullable Object[] future(Object future) throws ReflectiveOperationException {
    String name = CONCURRENT + "CompletableFuture";
    Object result = field(name, "result", future);
    if (result == null) return state("RUNNING");
    if (!result.getClass().getName().equals(name + "$AltResult")) return ended("SUCCESS", result);
    Object thrown = field(name + "$AltResult", "ex", result);
    if (thrown == null) return ended("SUCCESS", null);
    boolean cancelled = thrown.getClass().getName().equals(CONCURRENT + "CancellationException");
    return cancelled ? state("CANCELLED") : new Object[] {"state", "FAILED", "thrown", thrown};
  }

  /** The numbers are those of its source. */
  private @Nullable Object[] task(Object task) throws ReflectiveOperationException {
    int state = (int) field(task.getClass().getName(), "state", task);
    if (state < 2) return state("RUNNING");
    if (state > 3) return state("CANCELLED");
    Object outcome = field(task.getClass().getName(), "outcome", task);
    return state == 2
        ? ended("SUCCESS", outcome)
        : new Object[] {"state", "FAILED", "thrown", outcome};
  }

  /** Of a StringBuffer, whose methods lock. */
  private String text(Object buffer) throws ReflectiveOperationException {
    String owner = "java.lang.AbstractStringBuilder";
    byte[] bytes = (byte[]) field(owner, "value", buffer);
    int width = 1 + (byte) field(owner, "coder", buffer);
    int count = Math.min((int) field(owner, "count", buffer), bytes.length / width);
    int shown = Math.min(count, Secrets.SCANNED + 1);
    if (width == 1) return new String(bytes, 0, shown, StandardCharsets.ISO_8859_1);
    char[] chars = new char[shown];
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asCharBuffer().get(chars);
    return new String(chars);
  }

  private static @Nullable Object[] state(String state) {
    return new Object[] {"state", state};
  }

  private static @Nullable Object[] ended(String state, @Nullable Object value) {
    return new @Nullable Object[] {"state", state, "value", value};
  }

  private static @Nullable Object[] one(@Nullable Object value) {
    return new @Nullable Object[] {"value", value};
  }

  private static @Nullable Object[] bits(BitSet bits) {
    if (bits.size() > BITS) return new Object[] {"@size", bits.length()};
    int[] set = new int[MOST];
    int count = 0;
    for (int i = bits.nextSetBit(0); i >= 0 && count < MOST; i = bits.nextSetBit(i + 1))
      set[count++] = i;
    return new Object[] {"set", java.util.Arrays.copyOf(set, count), "@size", bits.length()};
  }

  private static @Nullable Object[] array(AtomicIntegerArray array) {
    int[] first = new int[Math.min(MOST, array.length())];
    for (int i = 0; i < first.length; i++) first[i] = array.get(i);
    return elements(first, array.length());
  }

  private static @Nullable Object[] array(AtomicLongArray array) {
    long[] first = new long[Math.min(MOST, array.length())];
    for (int i = 0; i < first.length; i++) first[i] = array.get(i);
    return elements(first, array.length());
  }

  private static @Nullable Object[] array(AtomicReferenceArray<?> array) {
    @Nullable Object[] first = new @Nullable Object[Math.min(MOST, array.length())];
    for (int i = 0; i < first.length; i++) first[i] = array.get(i);
    return elements(first, array.length());
  }

  private static @Nullable Object[] elements(Object first, int size) {
    return new Object[] {"@size", size, "@elements", first};
  }

  private @Nullable Object field(String owner, String name, Object value)
      throws ReflectiveOperationException {
    String key = owner + "." + name;
    synchronized (fields) {
      Field known = fields.get(key);
      if (known != null) return known.get(value);
    }
    Field found = Class.forName(owner, false, null).getDeclaredField(name);
    if (!opener.open(found.getDeclaringClass()) || !found.trySetAccessible())
      throw new IllegalAccessException(key);
    synchronized (fields) {
      fields.put(key, found);
    }
    return found.get(value);
  }
}
