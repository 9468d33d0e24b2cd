package dev.sonde.operator.repository.tuf;

import dev.sonde.json.CanonicalJson;
import dev.sonde.operator.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/** A key of a simulated repository: what metadata says of it, and its private half. */
record Signer(Map<String, Object> key, Signing signing) {
  interface Signing {
    byte[] sign(byte[] message) throws GeneralSecurityException;
  }

  /** The SHA-256 of what metadata says of it. */
  String id() {
    return Sha256.hex(CanonicalJson.bytes(key));
  }

  String sign(byte[] message) {
    try {
      return HexFormat.of().formatHex(signing.sign(message));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same key with one more field in its description, and so with another id. */
  Signer with(String field, Object value) {
    Map<String, Object> other = new LinkedHashMap<>(key);
    other.put(field, value);
    return new Signer(other, signing);
  }

  /** Always the same key for the same number. */
  static Signer ed25519(int number) {
    byte[] seed =
        HexFormat.of().parseHex(Sha256.hex(("key " + number).getBytes(StandardCharsets.UTF_8)));
    byte[] open = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, open, 0);
    return of(
        "ed25519",
        "ed25519",
        HexFormat.of().formatHex(open),
        message -> {
          byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
          Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
          return signature;
        });
  }

  /** A new key of the kind that metadata calls {@code type} and {@code scheme}. */
  static Signer of(String type, String scheme) throws GeneralSecurityException {
    return switch (type) {
      case "rsa" ->
          jdk(
              type,
              scheme,
              "RSA",
              null,
              "RSASSA-PSS",
              new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
      case "ecdsa" ->
          jdk(type, scheme, "EC", new ECGenParameterSpec("secp256r1"), "SHA256withECDSA", null);
      default -> ed25519(4711);
    };
  }

  private static Signer jdk(
      String type,
      String scheme,
      String kind,
      @Nullable AlgorithmParameterSpec shape,
      String algorithm,
      @Nullable AlgorithmParameterSpec parameters)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
    if (shape == null) generator.initialize(2048);
    else generator.initialize(shape);
    KeyPair pair = generator.generateKeyPair();
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pair.getPublic().getEncoded());
    String pem = "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
    return of(
        type,
        scheme,
        pem,
        message -> {
          Signature signature = Signature.getInstance(algorithm);
          if (parameters != null) signature.setParameter(parameters);
          signature.initSign(pair.getPrivate());
          signature.update(message);
          return signature.sign();
        });
  }

  private static Signer of(String type, String scheme, String open, Signing signing) {
    Map<String, Object> key = new LinkedHashMap<>();
    key.put("keytype", type);
    key.put("scheme", scheme);
    key.put("keyval", Map.of("public", open));
    return new Signer(key, signing);
  }
}
