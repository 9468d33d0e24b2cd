package dev.sonde.operator.repository.tuf;

import dev.sonde.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The vectors of project Wycheproof (resources/wycheproof) against the keys that metadata may name.
 * Each key is read as metadata spells it.
 */
public final class Wycheproof {
  private Wycheproof() {}

  /** Prints what came of each file, for a JVM that is not the build's. */
  public static void main(String[] args) throws IOException {
    System.out.println("ed25519 " + ed25519());
    System.out.println("p256 " + p256());
  }

  static Outcome ed25519() throws IOException {
    return run("ed25519_test", group -> key("ed25519", group.object("publicKey").string("pk")));
  }

  static Outcome p256() throws IOException {
    return run(
        "ecdsa_secp256r1_sha256_test",
        group -> key("ecdsa-sha2-nistp256", group.string("publicKeyPem")));
  }

  private static Outcome run(String file, Keys keys) throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    for (JsonObject group : read(file).objects("testGroups")) {
      Optional<VerifyingKey> key = KeyProfile.SONDE.find(keys.of(group));
      for (JsonObject test : group.objects("tests")) {
        boolean accepted = key.isPresent() && verifies(key.get(), test);
        String result = test.string("result");
        counts.merge(result + (accepted ? " accepted" : " refused"), 1, Integer::sum);
        if (accepted != result.equals("valid"))
          wrong.add(test.integer("tcId", 1) + " " + test.string("comment"));
      }
    }
    return new Outcome(counts, wrong);
  }

  private static boolean verifies(VerifyingKey key, JsonObject test) {
    byte[] message = HexFormat.of().parseHex(test.string("msg"));
    return Hex.decode(test.string("sig")).filter(it -> key.verifies(message, it)).isPresent();
  }

  private static JsonObject key(String type, String value) {
    Map<String, Object> key =
        Map.of("keytype", type, "scheme", type, "keyval", Map.of("public", value));
    return JsonObject.of("", key);
  }

  private static JsonObject read(String file) throws IOException {
    try (InputStream in = Wycheproof.class.getResourceAsStream("/wycheproof/" + file + ".json")) {
      if (in == null) throw new IOException("no resource " + file);
      return JsonObject.read(in.readAllBytes());
    }
  }

  private interface Keys {
    JsonObject of(JsonObject group);
  }

  /**
   * @param counts by result and what was done, as {@code valid accepted}
   * @param wrong number and comment of each vector that was not treated as its result says
   */
  record Outcome(Map<String, Integer> counts, List<String> wrong) {
    @Override
    public String toString() {
      return counts + " wrong " + wrong;
    }
  }
}
