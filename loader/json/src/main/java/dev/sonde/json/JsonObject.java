package dev.sonde.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object seen through the types that its reader expects; a mismatch is a {@link
 * JsonException} with its place.
 */
public final class JsonObject {
  private final String where;
  private final Map<?, ?> members;

  private JsonObject(String where, Map<?, ?> members) {
    this.where = where;
    this.members = members;
  }

  /** The object that {@code utf8} spells. */
  public static JsonObject read(byte[] utf8) {
    return of("", JsonReader.read(utf8));
  }

  /** {@code value} as an object; {@code where} is how errors name it. */
  public static JsonObject of(String where, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) return new JsonObject(where, map);
    throw mismatch("an object", value, where);
  }

  public Set<String> keys() {
    return Collections.unmodifiableMap(values()).keySet();
  }

  /** This object, which has no other keys than these. */
  public JsonObject only(String... keys) {
    List<String> known = List.of(keys);
    for (String key : keys())
      if (!known.contains(key))
        throw new JsonException(
            "expected one of the keys " + known + " but found " + JsonWriter.line(at(key)));
    return this;
  }

  /** The object as {@link JsonReader} gave it. */
  @SuppressWarnings("unchecked") // JSON has no keys but strings
  public Map<String, @Nullable Object> values() {
    return (Map<String, @Nullable Object>) members;
  }

  public JsonObject object(String key) {
    return of(at(key), members.get(key));
  }

  public Optional<JsonObject> findObject(String key) {
    return members.containsKey(key) ? Optional.of(object(key)) : Optional.empty();
  }

  public List<JsonObject> objects(String key) {
    List<JsonObject> objects = new ArrayList<>();
    for (Object each : list(key)) objects.add(of(at(key) + "[" + objects.size() + "]", each));
    return objects;
  }

  public String string(String key) {
    return string(at(key), members.get(key));
  }

  public List<String> strings(String key) {
    List<String> strings = new ArrayList<>();
    for (Object each : list(key)) strings.add(string(at(key) + "[" + strings.size() + "]", each));
    return strings;
  }

  public Optional<List<String>> findStrings(String key) {
    return members.containsKey(key) ? Optional.of(strings(key)) : Optional.empty();
  }

  /** An integer of at least {@code min}. */
  public long integer(String key, long min) {
    if (members.get(key) instanceof Long number && number >= min) return number;
    throw mismatch("an integer of at least " + min, members.get(key), at(key));
  }

  public Optional<Long> findInteger(String key, long min) {
    return members.containsKey(key) ? Optional.of(integer(key, min)) : Optional.empty();
  }

  /** False where the key is missing. */
  public boolean flag(String key) {
    if (!members.containsKey(key)) return false;
    if (members.get(key) instanceof Boolean flag) return flag;
    throw mismatch("true or false", members.get(key), at(key));
  }

  /** The error of a value at {@code key} that is not what was expected. */
  public JsonException mismatch(String expected, String key) {
    return mismatch(expected, members.get(key), at(key));
  }

  private List<?> list(String key) {
    if (members.get(key) instanceof List<?> list) return list;
    throw mismatch("an array", members.get(key), at(key));
  }

  private String at(String key) {
    return where.isEmpty() ? key : where + "." + key;
  }

  private static String string(String where, @Nullable Object value) {
    if (value instanceof String string) return string;
    throw mismatch("a string", value, where);
  }

  private static JsonException mismatch(String expected, @Nullable Object found, String where) {
    String place = where.isEmpty() ? "the top" : where;
    return new JsonException(
        "expected " + expected + " at " + place + " but found " + brief(found));
  }

  private static String brief(@Nullable Object found) {
    if (found == null) return "nothing";
    String text = JsonWriter.line(found);
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
