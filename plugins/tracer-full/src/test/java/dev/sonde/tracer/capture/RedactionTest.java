package dev.sonde.tracer.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is hidden of a value by its name, its class, and where it stands. */
class RedactionTest {
  private static final Map<String, String> PASSWORD = Map.of("@redacted", "name~password");
  private static final Map<String, String> COOKIE = Map.of("@redacted", "name~cookie");

  @Test
  void named_bySecret_isHidden() {
    assertThat(named("password", "x")).isEqualTo(PASSWORD);
    assertThat(named("password", 7)).isEqualTo(PASSWORD);
    assertThat(named("passwords", List.of("x"))).isEqualTo(PASSWORD);
    assertThat(named("passwords", new String[] {"x"})).isEqualTo(PASSWORD);
    assertThat(named("password", Optional.of("x"))).isEqualTo(PASSWORD);
    assertThat(named("pass", new char[] {'x'})).isEqualTo(PASSWORD);
  }

  @Test
  void named_bySecretButNone_isShown() {
    assertThat(named("password", null)).isNull();
    assertThat(named("hasToken", true)).isEqualTo(true);
    assertThat(named("promptTokens", 7)).isEqualTo(7L);
    assertThat(named("pass", "short")).isEqualTo("short");
  }

  @Test
  void fieldsAndKeys_areHiddenByTheirName() {
    assertThat(named("user", new User("a", "b")))
        .isEqualTo(Map.of("@type", type("User"), "name", "a", "secret", marked("name~secret")));
    assertThat(named("headers", Map.of("X-Auth-Token", List.of("x"))))
        .isEqualTo(Map.of("X-Auth-Token", marked("name~token")));
    assertThat(named("entry", Map.entry("Cookie", "x")))
        .isEqualTo(Map.of("@type", "java.util.KeyValueHolder", "key", "Cookie", "value", COOKIE));
  }

  @Test
  void values_areHiddenByTheLabelBeside() {
    assertThat(named("header", new Header("Cookie", List.of("x"))))
        .isEqualTo(Map.of("@type", type("Header"), "key", "Cookie", "values", COOKIE));
    assertThat(named("header", new Header("Accept", List.of("x"))))
        .isEqualTo(Map.of("@type", type("Header"), "key", "Accept", "values", List.of("x")));
  }

  @Test
  void values_areHiddenByTheNameOfTheirClass() {
    assertThat(named("x", new Password("x")))
        .isEqualTo(Map.of("@type", type("Password"), "text", PASSWORD));
    assertThat(named("x", new Cookie("id", "x", 3)))
        .isEqualTo(Map.of("@type", type("Cookie"), "name", "id", "value", COOKIE, "maxAge", 3L));
  }

  @Test
  void types_ofSecrets_areHidden() {
    assertThat(named("key", new SecretKeySpec(new byte[] {1}, "AES")))
        .isEqualTo(marked("type~java.security.Key"));
    assertThat(named("login", new java.net.PasswordAuthentication("a", new char[0])))
        .isEqualTo(marked("type~java.net.PasswordAuthentication"));
    assertThat(named("iv", new IvParameterSpec(new byte[16])))
        .isEqualTo(marked("type~javax.crypto.spec.IvParameterSpec"));
    assertThat(named("spec", new PKCS8EncodedKeySpec(new byte[1])))
        .isEqualTo(marked("type~java.security.spec.KeySpec"));
    assertThat(named("store", new OwnKeyStore())).isEqualTo(marked("type~java.security.KeyStore"));
  }

  @Test
  void values_thatAreSecrets_areHiddenWhereverTheyStand() {
    assertThat(named("x", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln"))
        .isEqualTo(marked("value~jwt"));
    assertThat(named("x", "see 4111 1111 1111 1111")).isEqualTo("see ‹redacted:value~card›");
    assertThat(named("x", 4111111111111111L)).isEqualTo(marked("value~card"));
    assertThat(named("x", 1_700_000_000_000L)).isEqualTo(1_700_000_000_000L);
    assertThat(named("x", List.of("password=x")))
        .isEqualTo(List.of("password=‹redacted:value~password›"));
    assertThat(named("x", "{\"password\":\"x\"}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(marked("value~password"));
    assertThat(named("x", new byte[] {1, 2})).isEqualTo(List.of(1L, 2L));
    assertThat(named("x", Map.of("4111111111111111", 1)))
        .isEqualTo(Map.of("‹redacted:value~card›#1", 1L));
    assertThat(named("x", java.net.URI.create("http://u:p@h/?token=t&a=b")))
        .isEqualTo("http://u:‹redacted:value~password›@h/?token=‹redacted:value~token›&a=b");
    assertThat(named("x", new Thread("GET /?token=t")))
        .isEqualTo(
            Map.of("@type", "java.lang.Thread", "name", "GET /?token=‹redacted:value~token›"));
  }

  @Test
  void thrown_messages_areSearched() {
    WireEncoder out = new WireEncoder();
    new Snapshot(type -> true, () -> 0)
        .thrown(out, new IllegalStateException("no user u with password=x"));
    assertThat(out.read().toString())
        .contains("message=no user u with password=‹redacted:value~password›");
  }

  @Test
  void revealed_names_areShownButNotSecretsByTypeOrValue() {
    Revealed names = new Revealed(List.of("DB_PASSWORD", "key", "pass", "Cookie"));
    assertThat(named(names, "dbPassword", "x")).isEqualTo("x");
    assertThat(named(names, "password", "x")).isEqualTo(PASSWORD);
    assertThat(named(names, "pass", new char[] {'x'})).isEqualTo("x");
    assertThat(named(names, "dbPassword", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln"))
        .isEqualTo(marked("value~jwt"));
    assertThat(named(names, "key", new SecretKeySpec(new byte[] {1}, "AES")))
        .isEqualTo(marked("type~java.security.Key"));
    assertThat(named(names, "headers", Map.of("Cookie", "x", "Set-Cookie", "y")))
        .isEqualTo(Map.of("Cookie", "x", "Set-Cookie", COOKIE));
    assertThat(named(names, "header", new Header("cookie", List.of("x"))))
        .isEqualTo(Map.of("@type", type("Header"), "key", "cookie", "values", List.of("x")));
  }

  @Test
  void field_ofTheApplication_cannotPassForAMark() {
    assertThat(named("x", Map.of("@redacted", "x"))).isEqualTo(Map.of("@@redacted", "x"));
  }

  private static @Nullable Object named(String name, @Nullable Object value) {
    return named(Revealed.NONE, name, value);
  }

  private static @Nullable Object named(Revealed revealed, String name, @Nullable Object value) {
    WireEncoder out = new WireEncoder();
    new Snapshot(type -> true, () -> 0)
        .revealing(revealed)
        .named(out, Redaction.word(name), name, value);
    return out.read();
  }

  private static Map<String, String> marked(String verdict) {
    return Map.of("@redacted", verdict);
  }

  private static String type(String simple) {
    return RedactionTest.class.getName() + "$" + simple;
  }

  record User(String name, String secret) {}

  record Header(String key, List<String> values) {}

  record Password(String text) {}

  record Cookie(String name, String value, int maxAge) {}

  static final class OwnKeyStore extends java.security.KeyStore {
    OwnKeyStore() {
      super(null, null, "own");
    }
  }
}
