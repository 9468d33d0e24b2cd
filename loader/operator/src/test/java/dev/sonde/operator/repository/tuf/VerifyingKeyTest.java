package dev.sonde.operator.repository.tuf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.json.JsonObject;
import dev.sonde.json.JsonWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyingKeyTest {
  private static final String ED_KEY =
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
  private static final String ED_R =
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da";
  private static final String ED_S =
      "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";

  // RFC 6979, A.2.5
  private static final String P256_POINT =
      "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
          + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";
  private static final String R =
      "00efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716";
  private static final String S =
      "00f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";
  private static final String N =
      "00ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";

  // RFC 8032, 7.1
  @ParameterizedTest
  @CsvSource({
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a, '',"
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ED_KEY + ", 72, " + ED_R + ED_S,
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025, af82,"
        + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
  })
  void ed25519_vectorsOfRfc8032(String key, String message, String signature) {
    assertThat(verifies(ed25519(key), message, signature)).isTrue();
    assertThat(verifies(ed25519(key), message + "00", signature)).isFalse();
    for (int at : new int[] {0, 31, 32, 63}) {
      byte[] altered = hex(signature);
      altered[at] ^= 1;
      assertThat(ed25519(key).orElseThrow().verifies(hex(message), altered))
          .as("byte %d", at)
          .isFalse();
    }
  }

  @Test
  void ed25519_scalarAboveTheOrder() {
    BigInteger order =
        BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    byte[] scalar = reversed(hex(ED_S));
    byte[] twin = reversed(fixed(new BigInteger(1, scalar).add(order), 32));
    assertThat(verifies(ed25519(ED_KEY), "72", ED_R + HexFormat.of().formatHex(twin))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", ED_R, ED_R + ED_S + "00", "zz"})
  void ed25519_signatureOfAnotherLength(String signature) {
    assertThat(
            Hex.decode(signature)
                .filter(it -> ed25519(ED_KEY).orElseThrow().verifies(hex("72"), it)))
        .isEmpty();
  }

  @Test
  void ed25519_keyOfSmallOrder() {
    String identity = "01" + "00".repeat(31);
    assertThat(verifies(ed25519(identity), "72", identity + "00".repeat(32))).isFalse();
  }

  @Test
  void ed25519_keyOfAnotherLengthOrNotHex() {
    assertThat(ed25519("00")).isEmpty();
    assertThat(ed25519("x".repeat(64))).isEmpty();
  }

  @Test
  void equalKeys_howeverSpelled() {
    assertThat(ed25519(ED_KEY.toUpperCase(java.util.Locale.ROOT))).isEqualTo(ed25519(ED_KEY));
    assertThat(p256(pem(P256_POINT).replace("\n", "\r\n")))
        .isEqualTo(p256(pem(P256_POINT)))
        .isPresent();
  }

  @Test
  void p256_vectorsOfRfc6979() {
    assertThat(p256Verifies("sample", der(R, S))).isTrue();
    String r = "00f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367";
    String s = "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083";
    assertThat(p256Verifies("test", der(r, s))).isTrue();
    assertThat(p256Verifies("sample", der(r, s))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "zero r, 3026020100022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8",
    "zero both, 3006020100020100",
    "r without its leading zero, 30450220efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8",
    "not a sequence, 31460221" + R + "0221" + S,
    "long form of the length, 3081460221" + R + "0221" + S,
    "two leading zeros, 3047022200" + R + "0221" + S,
    "trailing byte, 30460221" + R + "0221" + S + "00",
    "trailing byte inside, 30470221" + R + "0221" + S + "00",
    "one byte short, 30460221"
        + R
        + "022000f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acd",
    "s is n, 30460221" + R + "0221" + N,
    "negative length, 304602ff" + R + "0221" + S,
    "empty, ''",
    "raw pair, efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"
  })
  void p256_otherEncodings(String what, String signature) {
    assertThat(p256Verifies("sample", signature)).as(what).isFalse();
  }

  @Test
  void p256_rPlusN() {
    BigInteger r = new BigInteger(hex(R)).add(new BigInteger(hex(N)));
    assertThat(p256Verifies("sample", der(HexFormat.of().formatHex(r.toByteArray()), S))).isFalse();
  }

  @Test
  void p256_pointOffTheCurve() {
    String off = P256_POINT.substring(0, P256_POINT.length() - 1) + "8";
    byte[] signature = hex(der(R, S));
    assertThat(
            p256(pem(off))
                .orElseThrow()
                .verifies("sample".getBytes(StandardCharsets.UTF_8), signature))
        .isFalse();
  }

  @Test
  void otherKinds_areNotKeys() {
    assertThat(KeyProfile.SONDE.find(key("rsa", "rsassa-pss-sha256", "x"))).isEmpty();
    assertThat(KeyProfile.SONDE.find(key("ed25519", "ed25519ph", ED_KEY))).isEmpty();
    assertThat(p256("no pem")).isEmpty();
    assertThat(p256(pem("02" + P256_POINT.substring(2)))).isEmpty();
  }

  private static boolean p256Verifies(String message, String signature) {
    return p256(pem(P256_POINT))
        .orElseThrow()
        .verifies(message.getBytes(StandardCharsets.UTF_8), hex(signature));
  }

  private static String der(String r, String s) {
    String body = String.format("02%02x%s02%02x%s", r.length() / 2, r, s.length() / 2, s);
    return String.format("30%02x%s", body.length() / 2, body);
  }

  private static String pem(String point) {
    byte[] der = hex("3059301306072a8648ce3d020106082a8648ce3d030107034200" + point);
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
  }

  private static boolean verifies(Optional<VerifyingKey> key, String message, String signature) {
    return key.orElseThrow().verifies(hex(message), hex(signature));
  }

  private static Optional<VerifyingKey> ed25519(String value) {
    return KeyProfile.SONDE.find(key("ed25519", "ed25519", value));
  }

  private static Optional<VerifyingKey> p256(String value) {
    return KeyProfile.SONDE.find(key("ecdsa", "ecdsa-sha2-nistp256", value));
  }

  private static JsonObject key(String type, String scheme, String value) {
    Map<String, Object> key =
        Map.of("keytype", type, "scheme", scheme, "keyval", Map.of("public", value));
    return JsonObject.read(JsonWriter.line(key).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) reversed[i] = bytes[bytes.length - 1 - i];
    return reversed;
  }

  private static byte[] fixed(BigInteger value, int length) {
    byte[] digits = value.toByteArray();
    byte[] fixed = new byte[length];
    System.arraycopy(digits, 0, fixed, length - digits.length, digits.length);
    return fixed;
  }
}
