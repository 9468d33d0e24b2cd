package dev.sonde.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one spelling of a JSON value that signatures are made over: no white space, keys in the order
 * of their UTF-8 bytes, only {@code "} and {@code \} escaped (OLPC canonical JSON, as TUF
 * prescribes). Not always JSON: a line break in a string stays one.
 */
public final class CanonicalJson {
  private static final Comparator<String> BY_UTF8 =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  private CanonicalJson() {}

  /**
   * The UTF-8 bytes of {@code value}: null, Boolean, Long, Integer, String, List or Map with String
   * keys.
   */
  public static byte[] bytes(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(@Nullable Object value, StringBuilder out) {
    if (value instanceof Map<?, ?> map) {
      writeObject(map, out);
    } else if (value instanceof List<?> list) {
      writeArray(list, out);
    } else if (value instanceof String string) {
      out.append('"').append(string.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    } else if (value == null
        || value instanceof Boolean
        || value instanceof Long
        || value instanceof Integer) {
      out.append(value);
    } else {
      throw new IllegalArgumentException("no canonical form for " + value.getClass().getName());
    }
  }

  private static void writeObject(Map<?, ?> map, StringBuilder out) {
    List<String> keys = new ArrayList<>();
    for (Object key : map.keySet()) keys.add((String) key);
    keys.sort(BY_UTF8);
    String separator = "{";
    for (String key : keys) {
      out.append(separator);
      write(key, out);
      out.append(':');
      write(map.get(key), out);
      separator = ",";
    }
    out.append(keys.isEmpty() ? "{}" : "}");
  }

  private static void writeArray(List<?> list, StringBuilder out) {
    out.append('[');
    for (int i = 0; i < list.size(); i++) {
      if (i > 0) out.append(',');
      write(list.get(i), out);
    }
    out.append(']');
  }
}
