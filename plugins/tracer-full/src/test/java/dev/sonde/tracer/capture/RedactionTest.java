package dev.sonde.tracer.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  @ParameterizedTest
  @CsvSource({
    "password, password",
    "dbPassword, password",
    "DB_PASSWORD, password",
    "passwordHash, password",
    "X-Api-Key, apikey",
    "Authorization, authorization",
    "authorizationHeader, authorization",
    "Set-Cookie, cookie",
    "cookies, cookie",
    "accessToken, token",
    "clientSecret, secret",
    "employeeSsn, ssn",
    "iban, iban"
  })
  void word_ofASecret(String name, String word) {
    assertThat(Redaction.word(name)).isEqualTo(word);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "customer",
        "tokenizer",
        "passwordEncoder",
        "secretary",
        "cookieJar",
        "session",
        "s",
        "",
        "address",
        "values"
      })
  void word_ofAHarmlessName_isNone(String name) {
    assertThat(Redaction.word(name)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "jwt~eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
        "pem~-----BEGIN PRIVATE KEY-----",
        "card~paid with 4111 1111 1111 1111.",
        "card~5500-0000-0000-0004",
        "card~378282246310005",
        "authorization~Bearer abcdefghijklmnop",
        "authorization~Basic dXNlcjpwYXNzd29yZA==",
        "password~https://user:pass@host/x",
        "password~jdbc:h2:mem:x;USER=sa;PASSWORD=x",
        "token~/orders?access_token=1&page=2",
        "password~{\"user\":\"a\",\"password\":\"b\"}"
      })
  void byValue_secret(String kind, String text) {
    String hidden = Redaction.byValue(text);

    assertThat(hidden).isEqualTo("‹redacted:value~" + kind + "›");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111 1111 1111 1112",
        "1700000000000",
        "12345678901234567890123",
        "basic things are simple",
        "https://host/a@b:c",
        "a=b, c=d",
        "Unexpected token: x",
        "eyJ is not a token",
        "select * from orders where id = ?"
      })
  void byValue_harmless(String text) {
    assertThat(Redaction.byValue(text)).isNull();
  }

  @Test
  void argument_withASecretName_isHidden() {
    assertThat(argument("password", "x")).isEqualTo("‹redacted:name~password›");
    assertThat(argument("pass", new char[] {'x'})).isEqualTo("‹redacted:name~password›");
    assertThat(argument("pass", "short")).isEqualTo("short");
    assertThat(argument("password", null)).isNull();
    assertThat(argument("hasToken", true)).isEqualTo(true);
  }

  @Test
  void argument_fieldsAndKeysWithASecretName_areHidden() {
    assertThat(argument("user", new User("a", "b")))
        .isEqualTo(
            Map.of("@type", User.class.getName(), "name", "a", "secret", "‹redacted:name~secret›"));
    assertThat(argument("headers", Map.of("X-Auth-Token", List.of("x"))))
        .isEqualTo(Map.of("X-Auth-Token", "‹redacted:name~token›"));
    assertThat(argument("header", new Header("Cookie", List.of("x"))))
        .isEqualTo(
            Map.of(
                "@type",
                Header.class.getName(),
                "key",
                "Cookie",
                "values",
                "‹redacted:name~cookie›"));
  }

  @Test
  void argument_ofASecretType_isHidden() {
    assertThat(argument("key", new SecretKeySpec(new byte[] {1}, "AES")))
        .isEqualTo("‹redacted:type~java.security.Key›");
    assertThat(argument("login", new java.net.PasswordAuthentication("a", new char[0])))
        .isEqualTo("‹redacted:type~java.net.PasswordAuthentication›");
  }

  private static Object argument(String name, Object value) {
    WireEncoder out = new WireEncoder();
    new Snapshot(type -> true).argument(out, name, value);
    return out.read();
  }

  record User(String name, String secret) {}

  record Header(String key, List<String> values) {}
}
