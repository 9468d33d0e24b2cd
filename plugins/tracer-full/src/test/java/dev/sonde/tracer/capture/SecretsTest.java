package dev.sonde.tracer.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts and what is left of them; {@code «kind»} stands for a mark. */
class SecretsTest {
  private static final String JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";
  private static final long SEED = 20_240_229;
  private static final String[] PIECES = {
    "eyJ",
    "-----BEGIN ",
    "-----END ",
    "PRIVATE",
    "://",
    "@",
    ":",
    "=",
    "password",
    "\"",
    "\\",
    "<",
    "</",
    ">",
    "Bearer ",
    "4111",
    "1111 ",
    "-",
    "{",
    "[",
    "]",
    "}",
    "token",
    " ",
    "é",
    "😀",
    "\ud800"
  };

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl~«jwt»",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.~«jwt»",
        "(eyJhbGciOiJkaXIiLCJlbmMi..iv_.text.tag)~(«jwt»)",
        "jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln is old~jwt «jwt» is old",
        "-----BEGIN PRIVATE KEY----- MII= -----END PRIVATE KEY----- end~«pem» end",
        "-----BEGIN RSA PRIVATE KEY----- MII~«pem»",
        "-----BEGIN PGP PRIVATE KEY BLOCK-----~«pem»",
        "paid with 4111 1111 1111 1111.~paid with «card».",
        "5500-0000-0000-0004~«card»",
        "378282246310005~«card»",
        "4111 1111 1111 1111 12/29~«card» 12/29",
        "4111 1111 1111 1111 123~«card» 123",
        "007 4111111111111111~007 «card»",
        "PAN4111111111111111x~PAN«card»x",
        "4222222222222 and 6011111111111117~«card» and «card»",
        "Bearer abcdefghijklmn0p~Bearer «authorization»",
        "bearer abcdefghijklmn0p, x~bearer «authorization», x",
        "Basic dXNlcjpwYXNzd29yZA==~Basic «authorization»",
        "https://user:pass@host/x~https://user:«password»@host/x",
        "https://user:pa/ss@host/x~https://user:«password»@host/x",
        "redis://:p@ss@host:6379~redis://:«password»@host:6379",
        "a http://u:p@h and http://v:q@h~a http://u:«password»@h and http://v:«password»@h",
        "jdbc:h2:mem:x;USER=sa;PASSWORD=x;A=b~jdbc:h2:mem:x;USER=sa;PASSWORD=«password»;A=b",
        "/orders?access_token=1&page=2~/orders?access_token=«token»&page=2",
        "{\"user\":\"a\",\"password\":\"b,\\\"c\"}~{\"user\":\"a\",\"password\":\"«password»\"}",
        "{\"password\" : \"b\", \"x\":1}~{\"password\" : \"«password»\", \"x\":1}",
        "{\\\"token\\\":\\\"b\\\",\\\"x\\\":1}~{\\\"token\\\":\\\"«token»\\\",\\\"x\\\":1}",
        "{\"tokens\":[\"a\",\"b\"],\"x\":1}~{\"tokens\":«token»,\"x\":1}",
        "{\"secret\":{\"a\":[1]},\"x\":1}~{\"secret\":«secret»,\"x\":1}",
        "User[name=a, password=b]~User[name=a, password=«password»]",
        "User{name='a', password='b c'}~User{name='a', password='«password»'}",
        "password = x and more~password = «password» and more",
        "{secret=>x}~{secret=>«secret»}",
        "Cookie: a=b; c=d~Cookie: «cookie»",
        "{Cookie=a=b; c=d, Host=h}~{Cookie=«cookie», Host=h}",
        "Authorization: Digest username=\"x\", response=\"y\"~Authorization: «authorization»",
        "Invalid password: hunter2 given~Invalid password: «password» given",
        "<password>x</password>~<password>«password»</password>",
        "payerIban=DE02120300000000202051~payerIban=«iban»",
        "-Djavax.net.ssl.keyStorePassword=changeit -Dx=y~-Djavax.net.ssl.keyStorePassword=«password» -Dx=y",
      })
  void secret_isReplaced(String text, String shown) {
    String marked = shown.replaceAll("«(\\w+)»", "‹redacted:value~$1›");
    assertThat(Secrets.shown(text)).isEqualTo(marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a=b",
        "4111 1111 1111 1112",
        "1700000000000",
        "1700000000000000000",
        "12345678901234567890123",
        "0.4111111111111111",
        "4a4b4111-1111-1111-1111-aaaaaaaaaaaa",
        "2024-02-29 12-30-45 1234",
        "basic things are simple",
        "Basic functionality",
        "Bearer authentication-required",
        "https://host/a@b:c",
        "https://host:8080/a@b",
        "http://[::1]:8080/x@y",
        "mailto:a@b",
        "a=b, c=d",
        "Unexpected token: x",
        "eyJ is not a token",
        "eyJabcdefghijklmnop",
        "select * from users where password = ?",
        "password=null, token=, secret=***",
        "hasToken=true",
        "{\"total_tokens\":123}",
        "password=${DB_PASSWORD}",
        "tokenizer=x",
        "cookieCount=3",
        "List<Token> tokens",
        "-----BEGIN CERTIFICATE----- MII= -----END CERTIFICATE-----",
        "----------",
        "==========",
        "12:30:45"
      })
  void harmless_isShown(String text) {
    assertThat(Secrets.shown(text)).isEqualTo(text);
  }

  @Test
  void secret_atTheEndOfWhatIsShown_isHiddenWhole() {
    String before = "x".repeat(240) + " ";
    assertThat(Secrets.shown(before + JWT)).isEqualTo(before + "‹redacted:value~jwt›");
    assertThat(Secrets.shown(before + JWT.repeat(9))).isEqualTo(before + "‹redacted:value~jwt›…");
    assertThat(Secrets.shown(before + "4111 1111 1111 1111 ok"))
        .isEqualTo(before + "‹redacted:value~card›…");
    assertThat(Secrets.shown(before + "http://u:" + "p".repeat(90) + "@h"))
        .isEqualTo(before + "http://u:‹redacted:value~password›…");
  }

  @Test
  void secret_thatIsReplaced_letsNoMoreBeSeen() {
    String text = "password=" + "x".repeat(200) + " " + "y".repeat(60) + "z";
    assertThat(Secrets.shown(text))
        .isEqualTo("password=‹redacted:value~password› " + "y".repeat(45) + "…");
  }

  /** Whatever stands around it, a secret of its own words is not shown. */
  @Test
  @Timeout(60)
  void secret_amongAnyText_isNotShown() {
    Random random = new Random(SEED);
    for (int i = 0; i < 5_000; i++) {
      String text = noise(random, 40) + " password=hunter2 " + noise(random, 200);
      String shown = Secrets.shown(text);
      assertThat(shown).as(text).doesNotContain("hunter2");
      assertThat(shown.length()).isLessThan(Limits.CHARACTERS * 16);
    }
  }

  /** Pieces that the rules look for, and any characters. */
  private static String noise(Random random, int most) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(most); n > 0; n--)
      text.append(
          random.nextInt(4) == 0
              ? String.valueOf((char) random.nextInt(65_536))
              : PIECES[random.nextInt(PIECES.length)]);
    return text.toString();
  }

  /** What makes a matcher with backtracking slow: one long text that nearly matches everywhere. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=",
        "password=\"",
        "eyJ",
        "1 ",
        "4-",
        "://a:",
        "-----BEGIN ",
        "<token>",
        "a.",
        "[",
        "="
      })
  @Timeout(60)
  void text_thatNearlyMatchesEverywhere_isFast(String piece) {
    String text = piece.repeat(400);
    for (int i = 0; i < 2_000; i++) Secrets.shown(text);
    long least =
        Long.MAX_VALUE; // a busy machine stops a thread now and then, and never makes it fast
    for (int i = 0; i < 5; i++) {
      long before = System.nanoTime();
      Secrets.shown(text);
      least = Math.min(least, System.nanoTime() - before);
    }
    assertThat(least).isLessThan(Limits.NANOS);
  }
}
