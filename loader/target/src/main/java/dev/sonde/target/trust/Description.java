package dev.sonde.target.trust;

import dev.sonde.wire.Dictionary;
import dev.sonde.wire.ValueReader;
import dev.sonde.wire.WireException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the operator says of a plugin that it has verified: the value of a LOAD frame.
 *
 * @param capabilities all that it may use, as its signed jar lists them
 * @param needs what a command needs at least; one that is not in it needs all capabilities
 * @param consented the capabilities for which a person was asked at a terminal
 */
public record Description(
    String id,
    String version,
    String sha256,
    List<String> capabilities,
    List<String> commands,
    Map<String, String> needs,
    Origin origin,
    List<String> consented) {
  public static Description of(byte[] payload) {
    Map<String, @Nullable Object> value = ValueReader.map(payload, Dictionary.NONE);
    return new Description(
        text(value, "id"),
        text(value, "version"),
        text(value, "sha256"),
        texts(value, "capabilities"),
        texts(value, "commands"),
        all(value, "needs", String.class),
        origin(value),
        consented(value));
  }

  private static Origin origin(Map<String, @Nullable Object> value) {
    return new Origin(
        optional(value, "operator", ""),
        optional(value, "reason", ""),
        optional(value, "repository", ""),
        optional(value, "root", ""),
        optional(value, "development", false),
        optional(value, "staleDays", 0L),
        all(value, "versions", Long.class),
        optional(value, "audit", ""));
  }

  /** The capabilities that a LOAD or RUN says a person agreed to; absent is none. */
  public static List<String> consented(Map<String, @Nullable Object> value) {
    return value.get("consented") == null ? List.of() : texts(value, "consented");
  }

  Description with(List<String> agreed) {
    return new Description(
        id, version, sha256, capabilities, commands, needs, origin, List.copyOf(agreed));
  }

  /** Its id with its owner: ids without one are Sonde's own. */
  String fullId() {
    return id.indexOf('/') < 0 ? "sonde/" + id : id;
  }

  /** What a command needs: code that lists nothing observes still. */
  public List<String> neededBy(@Nullable String command) {
    String one = command == null ? null : needs.get(command);
    if (one != null) return List.of(one);
    return capabilities.isEmpty() ? List.of(Capability.OBSERVE) : capabilities;
  }

  public static String text(Map<String, @Nullable Object> value, String key) {
    if (value.get(key) instanceof String text) return text;
    throw new WireException("expected a text as '" + key + "', got " + value.get(key));
  }

  public static List<String> texts(Map<String, @Nullable Object> value, String key) {
    if (!(value.get(key) instanceof List<?> items))
      throw new WireException("expected a list of texts as '" + key + "', got " + value.get(key));
    List<String> texts = new ArrayList<>();
    for (Object item : items)
      if (item instanceof String text) texts.add(text);
      else throw new WireException("expected a list of texts as '" + key + "', got " + items);
    return List.copyOf(texts);
  }

  @SuppressWarnings("unchecked") // the default has the type that is asked for
  public static <T> T optional(Map<String, @Nullable Object> value, String key, T absent) {
    Object found = value.get(key);
    if (found == null) return absent;
    if (absent.getClass() == found.getClass()) return (T) found;
    throw new WireException("expected " + absent.getClass() + " as '" + key + "', got " + found);
  }

  private static <T> Map<String, T> all(
      Map<String, @Nullable Object> value, String key, Class<T> type) {
    Map<String, T> all = new LinkedHashMap<>();
    if (value.get(key) == null) return all;
    if (!(value.get(key) instanceof Map<?, ?> given))
      throw new WireException("expected a map as '" + key + "', got " + value.get(key));
    given.forEach(
        (name, each) -> {
          if (!type.isInstance(each))
            throw new WireException("expected " + type + " in '" + key + "', got " + each);
          all.put(name.toString(), type.cast(each));
        });
    return all;
  }
}
