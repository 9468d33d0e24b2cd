package dev.sonde.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Decodes what {@link ValueWriter} made into null, Boolean, Long, Double, String, byte[], List and
 * Map (in order). The bytes are the other end's and are not trusted: everything is bounded by
 * {@link Protocol}.
 */
public final class ValueReader {
  private static final IntFunction<@Nullable String> NO_NAMES = id -> null;

  /** Stands for the end of a list or map; never leaves this class. */
  private static final Object CLOSED = new Object();

  private final byte[] in;
  private final IntFunction<@Nullable String> names;
  private int at;

  private ValueReader(byte[] in, IntFunction<@Nullable String> names) {
    this.in = in;
    this.names = names;
  }

  /**
   * Decodes a payload that is exactly one value.
   *
   * @throws WireException if it is not
   */
  public static @Nullable Object decode(byte[] payload, IntFunction<@Nullable String> names) {
    if (payload.length > Protocol.MAX_VALUE)
      throw new WireException(
          "expected a value of at most " + Protocol.MAX_VALUE + " bytes, got " + payload.length);
    ValueReader reader = new ValueReader(payload, names);
    Object value = reader.next(0);
    if (value == CLOSED) throw new WireException("end of a list that was never opened");
    if (reader.at != payload.length)
      throw new WireException((payload.length - reader.at) + " bytes after the end of a value");
    return value;
  }

  public static @Nullable Object decode(byte[] payload) {
    return decode(payload, NO_NAMES);
  }

  /**
   * Decodes a payload that is exactly one map.
   *
   * @throws WireException if it is not
   */
  @SuppressWarnings("unchecked") // keys are checked to be strings where they are read
  public static Map<String, @Nullable Object> map(
      byte[] payload, IntFunction<@Nullable String> names) {
    if (decode(payload, names) instanceof Map<?, ?> map) return (Map<String, @Nullable Object>) map;
    throw new WireException("expected a map");
  }

  private @Nullable Object next(int depth) {
    byte tag = read();
    return switch (tag) {
      case ValueWriter.NULL -> null;
      case ValueWriter.FALSE -> false;
      case ValueWriter.TRUE -> true;
      case ValueWriter.LONG -> {
        long zigzag = varint();
        yield (zigzag >>> 1) ^ -(zigzag & 1);
      }
      case ValueWriter.DOUBLE -> real();
      case ValueWriter.STRING -> new String(block(), StandardCharsets.UTF_8);
      case ValueWriter.BYTES -> block();
      case ValueWriter.NAME -> name();
      case ValueWriter.LIST -> list(deeper(depth));
      case ValueWriter.MAP -> entries(deeper(depth));
      case ValueWriter.END -> CLOSED;
      default -> throw new WireException("unknown value tag " + tag);
    };
  }

  private static int deeper(int depth) {
    if (depth >= Protocol.MAX_DEPTH)
      throw new WireException("a value nests deeper than " + Protocol.MAX_DEPTH);
    return depth + 1;
  }

  private List<@Nullable Object> list(int depth) {
    List<@Nullable Object> items = new ArrayList<>();
    for (Object item = next(depth); item != CLOSED; item = next(depth)) items.add(item);
    return items;
  }

  private Map<String, @Nullable Object> entries(int depth) {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    for (Object key = next(depth); key != CLOSED; key = next(depth)) {
      Object value = next(depth);
      if (!(key instanceof String name) || value == CLOSED)
        throw new WireException("a map entry without its key or value");
      entries.put(name, value);
    }
    return entries;
  }

  private String name() {
    long id = varint();
    String name = id >= 0 && id < Protocol.MAX_NAMES ? names.apply((int) id) : null;
    if (name == null) throw new WireException("name " + id + " was never defined");
    return name;
  }

  private double real() {
    long bits = 0;
    for (int i = 0; i < 8; i++) bits = bits << 8 | (read() & 0xff);
    return Double.longBitsToDouble(bits);
  }

  private byte[] block() {
    long length = varint();
    if (length < 0 || length > in.length - at)
      throw new WireException("a string or bytes of " + length + " run past the end");
    byte[] block = java.util.Arrays.copyOfRange(in, at, at + (int) length);
    at += (int) length;
    return block;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = read();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) return value;
    }
    throw new WireException("a number of more than 64 bits");
  }

  private byte read() {
    if (at >= in.length) throw new WireException("a value ends too early");
    return in[at++];
  }
}
