package dev.sonde.operator.repository.tuf;

import dev.sonde.json.CanonicalJson;
import dev.sonde.json.JsonException;
import dev.sonde.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A metadata file, read but not yet verified: its signed part, the canonical bytes that signatures
 * are over, the signatures (hex) by key id, and the original bytes. {@code where} is how errors
 * name it.
 */
record SignedFile(
    String where,
    JsonObject signed,
    byte[] canonical,
    Map<String, String> signatures,
    byte[] bytes) {
  static SignedFile read(String where, byte[] bytes) {
    try {
      JsonObject file = JsonObject.read(bytes);
      JsonObject signed = file.object("signed");
      return new SignedFile(
          where, signed, CanonicalJson.bytes(signed.values()), signatures(where, file), bytes);
    } catch (JsonException e) {
      throw Refused.json(where, e, bytes);
    }
  }

  private static Map<String, String> signatures(String where, JsonObject file) {
    Map<String, String> signatures = new LinkedHashMap<>();
    for (JsonObject each : file.objects("signatures")) {
      String id = each.string("keyid");
      if (signatures.put(id, each.string("sig")) != null) throw Refused.repeated(where, id);
    }
    return signatures;
  }

  /** The signed part as {@code reader} understands it. */
  <T extends Metadata> T as(Function<JsonObject, T> reader) {
    try {
      return reader.apply(signed);
    } catch (JsonException e) {
      throw Refused.json(where, e, bytes);
    }
  }
}
