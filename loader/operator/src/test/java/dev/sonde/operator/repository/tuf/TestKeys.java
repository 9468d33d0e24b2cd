package dev.sonde.operator.repository.tuf;

import dev.sonde.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys that the specification names, of which the product accepts some. */
final class TestKeys {
  private static final AlgorithmParameterSpec PSS_SHA256 =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  static final KeyProfile PROFILE = key -> KeyProfile.SONDE.find(key).or(() -> others(key));

  private TestKeys() {}

  private static Optional<VerifyingKey> others(JsonObject key) {
    String pem = key.object("keyval").string("public");
    return switch (key.string("keytype") + "/" + key.string("scheme")) {
      case "rsa/rsassa-pss-sha256" -> jdk(pem, "RSA", "RSASSA-PSS", PSS_SHA256);
      case "ecdsa/ecdsa-sha2-nistp384", "ecdsa-sha2-nistp384/ecdsa-sha2-nistp384" ->
          jdk(pem, "EC", "SHA384withECDSA", null);
      default -> Optional.empty();
    };
  }

  private static Optional<VerifyingKey> jdk(
      String pem, String kind, String algorithm, @Nullable AlgorithmParameterSpec parameters) {
    try {
      byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]+-----", ""));
      PublicKey key = KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(der));
      return Optional.of(new JdkKey(key, algorithm, parameters));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Equal by the key alone. */
  private record JdkKey(
      PublicKey key, String algorithm, @Nullable AlgorithmParameterSpec parameters)
      implements VerifyingKey {
    @Override
    public boolean verifies(byte[] message, byte[] signature) {
      try {
        Signature verifier = Signature.getInstance(algorithm);
        if (parameters != null) verifier.setParameter(parameters);
        verifier.initVerify(key);
        verifier.update(message);
        return verifier.verify(signature);
      } catch (GeneralSecurityException e) {
        return false;
      }
    }
  }
}
