package dev.sonde.release;

import dev.sonde.json.CanonicalJson;
import dev.sonde.json.JsonObject;
import dev.sonde.operator.Sha256;
import dev.sonde.operator.repository.tuf.KeyProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Map;

/** The public half of a key, as a SubjectPublicKeyInfo (DER, hex): Ed25519 or ECDSA over P-256. */
record PublicKey(String spki) {
  private static final String ED25519 = "302a300506032b6570032100";
  private static final String P256 = "3059301306072a8648ce3d020106082a8648ce3d03010703420004";

  PublicKey {
    boolean known =
        spki.startsWith(ED25519) && spki.length() == ED25519.length() + 64
            || spki.startsWith(P256) && spki.length() == P256.length() + 128;
    if (!known) throw new IllegalArgumentException("neither Ed25519 nor an uncompressed P-256 key");
  }

  static PublicKey ed25519(byte[] raw) {
    return new PublicKey(ED25519 + HexFormat.of().formatHex(raw));
  }

  /** From a file {@code -----BEGIN PUBLIC KEY-----}, as openssl writes it. */
  static PublicKey read(Path file) throws IOException {
    try {
      return ofPem(Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw Failure.of(
          String.format(
              "%s is no public key in PEM (%s); give the public half", file, e.getMessage()));
    }
  }

  static PublicKey ofPem(String text) {
    return new PublicKey(HexFormat.of().formatHex(Pem.decode("PUBLIC KEY", text)));
  }

  /** From a key object of TUF metadata. */
  static PublicKey of(JsonObject json) {
    String value = json.object("keyval").string("public");
    return json.string("keytype").equals("ed25519")
        ? ed25519(HexFormat.of().parseHex(value))
        : ofPem(value);
  }

  boolean isEd25519() {
    return spki.startsWith(ED25519);
  }

  String pem() {
    return Pem.encode("PUBLIC KEY", HexFormat.of().parseHex(spki));
  }

  /** As TUF metadata spells it. */
  Map<String, Object> json() {
    if (isEd25519()) {
      Map<String, Object> value = Map.of("public", spki.substring(ED25519.length()));
      return Map.of("keytype", "ed25519", "scheme", "ed25519", "keyval", value);
    }
    return Map.of(
        "keytype", "ecdsa", "scheme", "ecdsa-sha2-nistp256", "keyval", Map.of("public", pem()));
  }

  /** SHA-256 of the canonical JSON, in hex. */
  String id() {
    return Sha256.hex(CanonicalJson.bytes(json()));
  }

  /**
   * Whether both the rules of every operator and the JDK that runs here take {@code signature}: a
   * signature that some verifier rejects is not published (JDK 17.0.15 rejects two valid ones of
   * Wycheproof).
   */
  boolean verifies(byte[] message, byte[] signature) {
    boolean strict =
        KeyProfile.SONDE
            .find(JsonObject.of("", json()))
            .filter(key -> key.verifies(message, signature))
            .isPresent();
    return strict && jdkVerifies(message, signature);
  }

  private boolean jdkVerifies(byte[] message, byte[] signature) {
    try {
      KeyFactory factory = KeyFactory.getInstance(isEd25519() ? "Ed25519" : "EC");
      Signature verifier = Signature.getInstance(isEd25519() ? "Ed25519" : "SHA256withECDSA");
      byte[] der = HexFormat.of().parseHex(spki);
      verifier.initVerify(factory.generatePublic(new X509EncodedKeySpec(der)));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
