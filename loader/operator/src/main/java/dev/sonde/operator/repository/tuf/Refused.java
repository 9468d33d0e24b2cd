package dev.sonde.operator.repository.tuf;

import dev.sonde.json.JsonException;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.time.Duration;
import java.time.Instant;

/** The sentences of failed checks: where, what was expected and found, and the next step. */
final class Refused {
  private static final String OTHER_COPY =
      "nothing of it was used; try another copy, and tell its publisher";

  private Refused() {}

  static SondeException json(String where, JsonException error, byte[] bytes) {
    boolean page = bytes.length > 0 && bytes[0] == '<';
    String next =
        page
            ? "this looks like a web page: give the address of the folder that holds metadata/"
            : "nothing of it was used; the file is damaged or not a repository's, try another copy";
    return new SondeException(ErrorId.JSON, where + ": " + error.getMessage() + "; " + next, error);
  }

  static SondeException repeated(String where, String keyId) {
    return refused(
        ErrorId.SIGNATURE, "%s: key id %s signs more than once; %s", where, keyId, OTHER_COPY);
  }

  static SondeException altered(String where, String role, int good, int threshold, int bad) {
    String text =
        "%s: %d of %d needed signatures of role %s fit its bytes, %d do not: it was altered; %s";
    return refused(ErrorId.SIGNATURE, text, where, good, threshold, role, bad, OTHER_COPY);
  }

  static SondeException threshold(String where, String role, int good, int threshold) {
    String text = "%s: signed by %d of the %d keys that role %s needs; %s";
    return refused(ErrorId.THRESHOLD, text, where, good, threshold, role, OTHER_COPY);
  }

  static SondeException rootGap(String where, long found, long expected) {
    return refused(
        ErrorId.ROOT_GAP, "%s is version %d, expected %d; %s", where, found, expected, OTHER_COPY);
  }

  static SondeException rollback(String where, String role, long found, long seen) {
    String text =
        "%s: version %d of %s is older than %d, which is known already; an old copy is being served, use another";
    return refused(ErrorId.ROLLBACK, text, where, found, role, seen);
  }

  static SondeException removed(String where, String file) {
    return refused(
        ErrorId.ROLLBACK,
        "%s no longer lists %s, which was listed before; %s",
        where,
        file,
        OTHER_COPY);
  }

  static SondeException mix(String where, String mismatch, String lister) {
    String text =
        "%s: %s by %s; files of two publications are mixed: try again in a minute, then another copy";
    return refused(ErrorId.MIX, text, where, mismatch, lister);
  }

  static SondeException expired(String where, Instant expires, Instant now, Duration tolerance) {
    if (!tolerance.isZero()) {
      String text =
          "%s expired %s and it is %s, %d days later, where --offline accepts %d; refresh without --offline, or get a newer sonde.jar";
      long days = Duration.between(expires, now).toDays();
      return refused(ErrorId.EXPIRED, text, where, expires, now, days, tolerance.toDays());
    }
    String text =
        "%s expired %s and it is %s; set this machine's clock if it is wrong, else its publisher must renew it";
    return refused(ErrorId.EXPIRED, text, where, expires, now);
  }

  static SondeException notKept(String where) {
    String text =
        "%s is needed with --offline, and neither the state nor sonde.jar has it; run once without --offline";
    return refused(ErrorId.STATE, text, where);
  }

  static SondeException unlisted(String role, String snapshot) {
    String text = "role %s is delegated to but not listed by %s; %s";
    return refused(ErrorId.DELEGATION, text, role, snapshot, OTHER_COPY);
  }

  static SondeException hash(String where, String mismatch) {
    return refused(ErrorId.HASH, "%s: %s; %s", where, mismatch, OTHER_COPY);
  }

  static SondeException tooBig(String where, long length, long limit) {
    String text = "%s is listed with %d bytes, the limit is %d; %s";
    return refused(ErrorId.TOO_BIG, text, where, length, limit, OTHER_COPY);
  }

  private static SondeException refused(ErrorId id, String sentence, Object... values) {
    return new SondeException(id, String.format(sentence, values));
  }
}
