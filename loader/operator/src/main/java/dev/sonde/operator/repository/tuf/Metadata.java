package dev.sonde.operator.repository.tuf;

import dev.sonde.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.regex.Pattern;

/** What the signed part of each role's file has. */
sealed interface Metadata permits Root, Timestamp, Snapshot, Targets {
  Header header();

  default long version() {
    return header().version();
  }

  /** The fields common to all roles. */
  record Header(long version, Instant expires) {
    private static final Pattern TIME =
        Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    private static final Pattern SPECIFICATION = Pattern.compile("1(\\.\\d{1,9}){1,2}");

    static Header of(String type, JsonObject signed) {
      if (!signed.string("_type").equals(type)) throw signed.mismatch("\"" + type + "\"", "_type");
      if (!SPECIFICATION.matcher(signed.string("spec_version")).matches()) {
        throw signed.mismatch("version 1 of the specification", "spec_version");
      }
      return new Header(signed.integer("version", 1), time(signed));
    }

    private static Instant time(JsonObject signed) {
      String text = signed.string("expires");
      try {
        if (TIME.matcher(text).matches()) return instant(text);
      } catch (java.time.DateTimeException e) {
        // a 13th month: the mismatch below says so
      }
      throw signed.mismatch("a time like 2030-01-31T00:00:00Z", "expires");
    }

    /** By hand where it is plain: the JDK's reader of dates costs a cold JVM 5 ms. */
    private static Instant instant(String text) {
      int hour = number(text, 11, 13);
      int second = number(text, 17, 19);
      if (hour > 23 || second > 59) return Instant.parse(text);
      long day =
          LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)).toEpochDay();
      int minute = number(text, 14, 16);
      if (minute > 59) return Instant.parse(text);
      return Instant.ofEpochSecond(((day * 24 + hour) * 60 + minute) * 60 + second);
    }

    private static int number(String text, int from, int to) {
      return Integer.parseInt(text, from, to, 10);
    }
  }
}
