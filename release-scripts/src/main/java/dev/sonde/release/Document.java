package dev.sonde.release;

import dev.sonde.json.CanonicalJson;
import dev.sonde.json.JsonException;
import dev.sonde.json.JsonObject;
import dev.sonde.json.JsonWriter;
import dev.sonde.operator.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A signed metadata file: its signed part and its bytes. */
record Document(JsonObject signed, byte[] bytes) {
  /** Signs {@code content} under the fields that all roles have. */
  static Document sign(
      String type,
      long version,
      Instant expires,
      Map<String, ?> content,
      List<? extends SigningKey> keys) {
    Map<String, @Nullable Object> signed = new LinkedHashMap<>(content);
    signed.put("_type", type);
    signed.put("spec_version", "1.0.31");
    signed.put("version", version);
    signed.put("expires", expires.truncatedTo(ChronoUnit.SECONDS).toString());
    return sign(signed, keys);
  }

  static Document sign(Map<String, ?> signed, List<? extends SigningKey> keys) {
    byte[] canonical = CanonicalJson.bytes(signed);
    List<Object> signatures = new ArrayList<>();
    for (SigningKey key : keys) {
      signatures.add(
          Map.of("keyid", key.id(), "sig", HexFormat.of().formatHex(key.sign(canonical))));
    }
    return of(signed, signatures);
  }

  private static Document of(Map<String, ?> signed, List<?> signatures) {
    // The canonical form is for signing only: it writes a line break in a string as it is, which is
    // not JSON.
    String file = JsonWriter.line(ordered(Map.of("signed", signed, "signatures", signatures)));
    return read(file.getBytes(StandardCharsets.UTF_8));
  }

  /** With one more signature, or this one in place of an earlier one of the same key. */
  Document signedBy(String keyId, byte[] signature) {
    List<Object> signatures = new ArrayList<>();
    for (JsonObject each : JsonObject.read(bytes).objects("signatures"))
      if (!each.string("keyid").equals(keyId)) signatures.add(each.values());
    signatures.add(Map.of("keyid", keyId, "sig", HexFormat.of().formatHex(signature)));
    return of(signed.values(), signatures);
  }

  /** Signatures in hex by key id. */
  Map<String, String> signatures() {
    Map<String, String> signatures = new TreeMap<>();
    for (JsonObject each : JsonObject.read(bytes).objects("signatures"))
      signatures.put(each.string("keyid"), each.string("sig"));
    return signatures;
  }

  /** What its signatures are over. */
  byte[] canonical() {
    return CanonicalJson.bytes(signed.values());
  }

  /** With the keys of all maps in one order, so that the same content is the same bytes. */
  private static @Nullable Object ordered(@Nullable Object value) {
    if (value instanceof List<?> list) return list.stream().map(Document::ordered).toList();
    if (!(value instanceof Map<?, ?> map)) return value;
    Map<String, @Nullable Object> ordered = new TreeMap<>();
    map.forEach((key, each) -> ordered.put((String) key, ordered(each)));
    return ordered;
  }

  static Document read(byte[] bytes) throws JsonException {
    return new Document(JsonObject.read(bytes).object("signed"), bytes);
  }

  long version() {
    return signed.integer("version", 1);
  }

  Instant expires() {
    return Instant.parse(signed.string("expires"));
  }

  /**
   * Whether it says {@code content}, signed by {@code keys}, and has more than half of {@code
   * lifetime} left.
   */
  boolean stillServes(
      Map<String, ?> content, List<? extends SigningKey> keys, Instant now, Duration lifetime) {
    return says(content)
        && signers().equals(ids(keys))
        && expires().isAfter(now.plus(lifetime.dividedBy(2)));
  }

  /** Whether its content, without the fields that all roles have, is {@code content}. */
  boolean says(Map<String, ?> content) {
    Map<String, @Nullable Object> own = new LinkedHashMap<>(signed.values());
    List.of("_type", "spec_version", "version", "expires").forEach(own::remove);
    return Arrays.equals(CanonicalJson.bytes(own), CanonicalJson.bytes(content));
  }

  private TreeSet<String> signers() {
    TreeSet<String> ids = new TreeSet<>();
    JsonObject.read(bytes).objects("signatures").forEach(each -> ids.add(each.string("keyid")));
    return ids;
  }

  private static TreeSet<String> ids(List<? extends SigningKey> keys) {
    TreeSet<String> ids = new TreeSet<>();
    keys.forEach(key -> ids.add(key.id()));
    return ids;
  }

  /** How a role above lists it. */
  Map<String, Object> listed() {
    Map<String, Object> hashes = Map.of("sha256", Sha256.hex(bytes));
    return Map.of("version", version(), "length", (long) bytes.length, "hashes", hashes);
  }
}
