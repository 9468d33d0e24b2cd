package dev.sonde.tracer.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and what is said of them; docs/REDACTION.md has the rule in words. */
class StrongWordsTest {
  @ParameterizedTest
  @CsvSource({
    "password, password",
    "dbPassword, password",
    "DB_PASSWORD, password",
    "spring.datasource.password, password",
    "passwordHash, password",
    "password2, password",
    "newPasswordConfirmation, password",
    "passwordBase64, password",
    "PASSWD, passwd",
    "dbpwd, pwd",
    "passPhrase, passphrase",
    "clientSecret, secret",
    "client_secret_value, secret",
    "accessToken, token",
    "auth_tokens, token",
    "tokenList, token",
    "refresh-token-old, token",
    "X-Api-Key, apikey",
    "apiKeys, apikey",
    "awsSecretAccessKey, accesskey",
    "privateKey, privatekey",
    "Authorization, authorization",
    "Proxy-Authorization, authorization",
    "authorizationHeader, authorization",
    "userCredentials, credential",
    "Set-Cookie, cookie",
    "cookies, cookie",
    "cookieValues, cookie",
    "JSESSIONID, jsessionid",
    "ssn, ssn",
    "SSN, ssn",
    "employeeSsn, ssn",
    "employee_ssn, ssn",
    "customerSSN, ssn",
    "iban, iban",
    "ibans, iban",
    "payerIban, iban",
    "cardNumber, cardnumber",
    "cvv2, cvv"
  })
  void name_ofASecret(String name, String word) {
    assertThat(StrongWords.in(name)).isEqualTo(word);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "s",
        "",
        "2",
        "_",
        "customer",
        "address",
        "values",
        "session",
        "tokenizer",
        "tokenCount",
        "tokenType",
        "tokenExpiry",
        "cookieCount",
        "cookieJar",
        "cookieName",
        "passwordEncoder",
        "passwordLength",
        "passwordPolicy",
        "secretary",
        "secretariat",
        "authorizationServer",
        "author",
        "classN",
        "lessN",
        "Caliban",
        "taliban",
        "compass",
        "keyword",
        "primaryKey",
        "publicKey",
        "ссылка",
        "パスワード"
      })
  void name_thatIsHarmless(String name) {
    assertThat(StrongWords.in(name)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "getPassword, password",
    "password, password",
    "token, token",
    "createToken, token",
    "tokenFor, token",
    "getTokenFromRequest, token",
    "readCookies, cookie",
    "getApiKey, apikey"
  })
  void method_thatAnswersWithASecret(String method, String word) {
    assertThat(StrongWords.in(MethodName.answer(method))).isEqualTo(word);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "setPassword",
        "withToken",
        "findUserByToken",
        "findByToken",
        "userFromCookie",
        "sendTo",
        "get",
        "set",
        "by",
        "<init>"
      })
  void method_thatAnswersWithSomethingElse(String method) {
    assertThat(StrongWords.in(MethodName.answer(method))).isNull();
  }
}
