package dev.sonde.target;

import dev.sonde.wire.ValueReader;
import dev.sonde.wire.WireException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the operator says of a plugin that it has verified: the value of a LOAD frame. */
record Description(
    String id, String version, String sha256, List<String> capabilities, List<String> commands) {
  static Description of(byte[] payload) {
    Map<String, @Nullable Object> value = ValueReader.map(payload, id -> null);
    return new Description(
        text(value, "id"),
        text(value, "version"),
        text(value, "sha256"),
        texts(value, "capabilities"),
        texts(value, "commands"));
  }

  static String text(Map<String, @Nullable Object> value, String key) {
    if (value.get(key) instanceof String text) return text;
    throw new WireException("expected a text as '" + key + "', got " + value.get(key));
  }

  static List<String> texts(Map<String, @Nullable Object> value, String key) {
    if (value.get(key) instanceof List<?> items
        && items.stream().allMatch(String.class::isInstance))
      return items.stream().map(String.class::cast).toList();
    throw new WireException("expected a list of texts as '" + key + "', got " + value.get(key));
  }
}
