package dev.sonde.tracer.capture;

import dev.sonde.api.Encoder;
import java.lang.reflect.Array;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One value on its way into a record, with what is left of its bounds. Keys that start with
 * {@code @} are ours; the application's get a second.
 */
final class Rendering {
  private final Encoder out;
  private final Shapes shapes;
  private final Containers containers;
  private final Throwables throwables;
  private final Revealed revealed;
  private final Bounds bounds;

  Rendering(
      Encoder out,
      Shapes shapes,
      Containers containers,
      Throwables throwables,
      Revealed revealed,
      Extent extent,
      LongSupplier nanos) {
    this.out = out;
    this.shapes = shapes;
    this.containers = containers;
    this.throwables = throwables;
    this.revealed = revealed;
    this.bounds = new Bounds(out, extent, nanos);
  }

  /** Writes a value below {@code depth} others. */
  void value(@Nullable Object value, int depth) {
    if (value == null) out.none();
    else if (bounds.full()) out.text("…");
    else guarded(value, depth);
  }

  private boolean scalar(Object value) {
    if (value instanceof String text) return text(text);
    Object scalar = Scalars.of(value);
    if (scalar instanceof String text) return text(text);
    if (scalar instanceof Long number) integer(out, number);
    else if (scalar instanceof Double number) out.real(number);
    else if (scalar instanceof Boolean truth) out.truth(truth);
    return scalar != null;
  }

  private boolean text(String text) {
    Secrets.write(out, text);
    return true;
  }

  /** Writes a whole number, unless it is a card's. */
  static void integer(Encoder out, long number) {
    if (CardNumber.is(number)) Redaction.write(out, "value~card");
    else out.integer(number);
  }

  /**
   * A value that another thread changes meanwhile, or whose class is broken, spoils its own place
   * only.
   */
  private void guarded(Object value, int depth) {
    int start = out.size();
    try {
      if (!scalar(value)) structure(value, depth);
    } catch (RuntimeException | LinkageError unreadable) {
      out.truncate(start);
      out.text("‹unreadable:" + unreadable.getClass().getName() + "›");
    }
  }

  private void structure(Object value, int depth) {
    String verdict = verdict(value);
    if (verdict != null) Redaction.write(out, verdict);
    else if (value instanceof char[] text)
      text(new String(text, 0, Math.min(text.length, Secrets.SCANNED + 1)));
    else if (bounds.cyclic(value, depth)) type(value).text("@cycle").truth(true).end();
    else if (!bounds.enter(value, depth)) outline(value);
    else content(value, depth + 1);
  }

  private static @Nullable String verdict(Object value) {
    return value instanceof byte[] bytes ? Secrets.verdict(bytes) : SecretTypes.verdict(value);
  }

  private void content(Object value, int depth) {
    Object held = containers.unwrap(value);
    Object shown = held == null ? value : held;
    Collection<?> collection = Containers.collection(shown);
    Map<?, ?> map = Containers.map(shown);
    if (shown.getClass().isArray()) array(shown, containers.length(value, shown), depth);
    else if (collection != null) list(collection.iterator(), Containers.size(collection), depth);
    else if (map != null && value instanceof Collection<?>)
      list(map.keySet().iterator(), map.size(), depth);
    else if (map != null) map(map.entrySet().iterator(), map.size(), depth);
    else if (held != null) value(held, depth);
    else if (Containers.locks(value)) heir(value, value.getClass(), depth);
    else if (Jdk.defines(value.getClass())) jdkObject(value, depth);
    else object(value, depth);
  }

  private void array(Object array, int length, int depth) {
    out.list();
    int i = 0;
    while (i < length && bounds.room(i)) value(Array.get(array, i++), depth);
    more(length - i);
    out.end();
  }

  private void list(Iterator<?> elements, int size, int depth) {
    out.list();
    int count = 0;
    while (elements.hasNext() && bounds.room(count)) {
      value(elements.next(), depth);
      count++;
    }
    if (elements.hasNext()) more(size < 0 ? Integer.MAX_VALUE : size - count);
    out.end();
  }

  private void more(int count) {
    if (count > 0) out.text(count == Integer.MAX_VALUE ? "… more" : "… " + count + " more");
  }

  private void map(Iterator<?> entries, int size, int depth) {
    out.map();
    int count = 0;
    while (entries.hasNext() && bounds.room(count)) {
      Map.Entry<?, ?> entry = (Map.Entry<?, ?>) entries.next();
      String key = key(entry.getKey(), ++count);
      out.text(key);
      named(Redaction.word(key), key, entry.getValue(), depth);
    }
    if (entries.hasNext()) out.text("@more").integer(size - count);
    out.end();
  }

  /**
   * A key that is no text or number has the name of its class and its place, so that keys stay
   * different.
   */
  private static String key(@Nullable Object key, int place) {
    Object scalar = key == null ? "null" : Scalars.of(key);
    if (scalar == null) return "‹" + key.getClass().getName() + "›#" + place;
    String text = scalar.toString();
    if (text.startsWith("@")) text = "@" + text;
    String shown = Secrets.shown(text);
    return shown.equals(Limits.cut(text)) ? shown : shown + "#" + place;
  }

  /** Writes a value unless its name is a secret's, and not revealed. */
  void named(@Nullable String word, String name, @Nullable Object value, int depth) {
    String verdict = word == null ? Redaction.byTypeAndName(value, name) : Redaction.byName(word);
    boolean shown = verdict == null || Redaction.harmless(value, name) || revealed.has(name);
    if (shown) value(value, depth);
    else Redaction.write(out, verdict);
  }

  /** Of the JDK's own classes only the few whose content people ask for. */
  private void jdkObject(Object value, int depth) {
    type(value);
    if (value instanceof Optional<?> optional)
      entry("value", optional.isPresent() ? optional.get() : null, depth);
    else if (value.getClass() == AtomicReference.class)
      entry("value", ((AtomicReference<?>) value).get(), depth);
    else if (value instanceof Thread thread) entry("name", thread.getName(), depth);
    else if (value instanceof Throwable thrown)
      entry("@message", throwables.message(thrown), depth);
    else if (Containers.plainEntry(value) && value instanceof Map.Entry<?, ?> entry)
      pair(entry, depth);
    else entries(containers.insides().of(value), depth);
    out.end();
  }

  private void pair(Map.Entry<?, ?> entry, int depth) {
    entry("key", entry.getKey(), depth);
    Object key = entry.getKey();
    String name = key instanceof String text ? text : "";
    out.text("value");
    named(Redaction.word(name), name, entry.getValue(), depth);
  }

  private void entries(@Nullable Object[] keysAndValues, int depth) {
    for (int i = 0; i < keysAndValues.length; i += 2)
      entry(String.valueOf(keysAndValues[i]), keysAndValues[i + 1], depth);
  }

  private void entry(String key, @Nullable Object value, int depth) {
    out.text(key);
    value(value, depth);
  }

  private void object(Object value, int depth) {
    type(value);
    if (value instanceof Throwable thrown) entry("@message", throwables.message(thrown), depth);
    if (!Proxy.isProxyClass(value.getClass())) fields(value, shapes.of(value.getClass()), depth);
    Class<?> base = Heirs.base(value.getClass());
    if (base != null) inherited(value, base, depth);
    out.end();
  }

  /** What its class has from one of the JDK's, beside its own fields. */
  private void inherited(Object heir, Class<?> base, int depth) {
    if (Heirs.future(base)) {
      entries(containers.insides().ofFuture(heir), depth);
      return;
    }
    out.text(heir instanceof Map<?, ?> ? "@entries" : "@elements");
    int start = out.size();
    try {
      heir(heir, base, depth);
    } catch (RuntimeException | LinkageError unreadable) {
      out.truncate(start);
      out.text("‹unreadable:" + unreadable.getClass().getName() + "›");
    }
  }

  private void heir(Object heir, Class<?> base, int depth) {
    Iterator<?> all = containers.heirs().iterator(heir, base);
    int size = containers.heirs().size(heir, base);
    if (heir instanceof Map<?, ?>) map(all, size, depth);
    else list(all, size, depth);
  }

  private void fields(Object value, Shape shape, int depth) {
    String label = shape.label(value);
    int shown = 0;
    for (Shape.Entry entry : shape.entries()) {
      // Late or not: what a late field holds is outlined, and the same object shows the same fields
      // in each call.
      if (bounds.full()) break;
      out.text(entry.key());
      int before = bounds.keep(shape.entries().size() - ++shown);
      boolean labelled = label != null && entry.word() == null && shape.labels(entry);
      field(value, shape, entry, labelled ? label : null, depth);
      bounds.give(before);
    }
    int more = shape.more() + shape.entries().size() - shown;
    if (more > 0) out.text("@more").integer(more);
    if (shape.unreadable() != null) out.text("@unreadable").text(shape.unreadable());
  }

  private void field(
      Object owner, Shape shape, Shape.Entry entry, @Nullable String label, int depth) {
    try {
      Object value = shape.value(entry, owner);
      if (label != null) named(Redaction.word(label), label, value, depth);
      else named(entry.word(), entry.key(), value, depth);
    } catch (IllegalAccessException refused) {
      out.text("‹unreadable›");
    }
  }

  /** What is said of a value that lies too deep, or comes too late. */
  private void outline(Object value) {
    type(value);
    Collection<?> collection = Containers.collection(value);
    Map<?, ?> map = Containers.map(value);
    if (value.getClass().isArray()) out.text("@size").integer(Array.getLength(value));
    else if (collection != null && Containers.size(collection) >= 0)
      out.text("@size").integer(Containers.size(collection));
    else if (map != null) out.text("@size").integer(map.size());
    out.end();
  }

  private Encoder type(Object value) {
    ClassNames.open(out, value.getClass());
    return out;
  }
}
