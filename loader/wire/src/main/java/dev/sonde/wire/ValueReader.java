package dev.sonde.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes what {@link ValueWriter} made into null, Boolean, Long, Double, String, byte[], List and
 * Map (in order). The bytes are the other end's and are not trusted: everything is bounded by
 * {@link Protocol}.
 */
public final class ValueReader {
  /** Stands for the end of a list or map; never leaves this class. */
  private static final Object CLOSED = new Object();

  private final Tokens in;

  private ValueReader(Tokens in) {
    this.in = in;
  }

  /**
   * Decodes a payload that is exactly one value.
   *
   * @throws WireException if it is not
   */
  public static @Nullable Object decode(byte[] payload, Dictionary words) {
    return decode(new Tokens(words).of(payload, 0, payload.length));
  }

  public static @Nullable Object decode(byte[] payload) {
    return decode(payload, Dictionary.NONE);
  }

  /**
   * Decodes tokens that are exactly one value.
   *
   * @throws WireException if they are not
   */
  public static @Nullable Object decode(Tokens tokens) {
    Object value = new ValueReader(tokens).next(0);
    if (value == CLOSED) throw new WireException("end of a list that was never opened");
    if (tokens.left() > 0)
      throw new WireException(tokens.left() + " bytes after the end of a value");
    return value;
  }

  /**
   * Decodes a payload that is exactly one map.
   *
   * @throws WireException if it is not
   */
  public static Map<String, @Nullable Object> map(byte[] payload, Dictionary words) {
    return map(new Tokens(words).of(payload, 0, payload.length));
  }

  /**
   * Decodes tokens that are exactly one map.
   *
   * @throws WireException if they are not
   */
  @SuppressWarnings("unchecked") // keys are checked to be strings where they are read
  public static Map<String, @Nullable Object> map(Tokens tokens) {
    if (decode(tokens) instanceof Map<?, ?> map) return (Map<String, @Nullable Object>) map;
    throw new WireException("expected a map");
  }

  private @Nullable Object next(int depth) {
    return switch (in.next()) {
      case Tag.NULL -> null;
      case Tag.FALSE -> false;
      case Tag.TRUE -> true;
      case Tag.LONG -> in.integer();
      case Tag.DOUBLE -> in.real();
      case Tag.STRING -> in.text();
      case Tag.BYTES -> in.bytes();
      case Tag.NAME -> in.name();
      case Tag.LIST -> list(deeper(depth));
      case Tag.MAP -> entries(deeper(depth));
      default -> CLOSED;
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
}
