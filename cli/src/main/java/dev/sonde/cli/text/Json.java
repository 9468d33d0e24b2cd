package dev.sonde.cli.text;

import dev.sonde.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record as one line of JSON, with {@code "v":1} first. */
public final class Json {
  private Json() {}

  public static String line(Map<String, ? extends @Nullable Object> record) {
    Map<String, @Nullable Object> versioned = new LinkedHashMap<>();
    versioned.put("v", 1);
    versioned.putAll(record);
    return JsonWriter.line(versioned);
  }
}
