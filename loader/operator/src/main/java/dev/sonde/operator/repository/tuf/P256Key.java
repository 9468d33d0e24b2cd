package dev.sonde.operator.repository.tuf;

import dev.sonde.operator.Sha256;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Curve;

/** An ECDSA key over P-256 with SHA-256: its uncompressed point in lower-case hex. */
record P256Key(String point) implements VerifyingKey {
  private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
  private static final String END = "-----END PUBLIC KEY-----";

  /** What precedes the point in each SubjectPublicKeyInfo of a P-256 key. */
  private static final String SPKI = "3059301306072a8648ce3d020106082a8648ce3d030107034200";

  private static final int POINT = 65;

  private static final String GENERATOR =
      "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
          + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";

  /** From a PEM-encoded SubjectPublicKeyInfo. */
  static Optional<VerifyingKey> of(String pem) {
    String text = pem.strip();
    if (!text.startsWith(BEGIN) || !text.endsWith(END)) return Optional.empty();
    String body =
        text.substring(BEGIN.length(), text.length() - END.length()).replaceAll("\\s", "");
    try {
      String der = HexFormat.of().formatHex(Base64.getDecoder().decode(body));
      boolean known = der.startsWith(SPKI + "04") && der.length() == SPKI.length() + 2 * POINT;
      return known ? Optional.of(new P256Key(der.substring(SPKI.length()))) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean verifies(byte[] message, byte[] signature) {
    ECDomainParameters curve = curve();
    Optional<BigInteger[]> pair = pair(signature, curve.getN());
    if (pair.isEmpty()) return false;
    try {
      var key =
          new ECPublicKeyParameters(
              curve.getCurve().decodePoint(HexFormat.of().parseHex(point)), curve);
      var signer = new ECDSASigner();
      signer.init(false, key);
      byte[] hash = HexFormat.of().parseHex(Sha256.hex(message));
      return signer.verifySignature(hash, pair.get()[0], pair.get()[1]);
    } catch (IllegalArgumentException e) {
      return false; // not a point of the curve
    }
  }

  private static ECDomainParameters curve() {
    var p256 = new SecP256R1Curve();
    return new ECDomainParameters(
        p256, p256.decodePoint(HexFormat.of().parseHex(GENERATOR)), p256.getOrder());
  }

  /**
   * r and s, only from their one DER encoding and within 1 .. n-1: BER twins and zeros are other
   * people's CVEs.
   */
  private static Optional<BigInteger[]> pair(byte[] der, BigInteger n) {
    if (der.length < 8 || der.length > 72) return Optional.empty();
    int lengthOfR = der[3];
    if (lengthOfR < 1 || 4 + lengthOfR + 2 >= der.length) return Optional.empty();
    BigInteger r = new BigInteger(Arrays.copyOfRange(der, 4, 4 + lengthOfR));
    BigInteger s = new BigInteger(Arrays.copyOfRange(der, 6 + lengthOfR, der.length));
    boolean strict = inRange(r, n) && inRange(s, n) && Arrays.equals(der, encode(r, s));
    return strict ? Optional.of(new BigInteger[] {r, s}) : Optional.empty();
  }

  private static boolean inRange(BigInteger value, BigInteger n) {
    return value.signum() > 0 && value.compareTo(n) < 0;
  }

  private static byte[] encode(BigInteger r, BigInteger s) {
    byte[] first = r.toByteArray();
    byte[] second = s.toByteArray();
    byte[] der = new byte[6 + first.length + second.length];
    der[0] = 0x30;
    der[1] = (byte) (der.length - 2);
    der[2] = 0x02;
    der[3] = (byte) first.length;
    System.arraycopy(first, 0, der, 4, first.length);
    der[4 + first.length] = 0x02;
    der[5 + first.length] = (byte) second.length;
    System.arraycopy(second, 0, der, 6 + first.length, second.length);
    return der;
  }
}
