package dev.sonde.cli.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is said of a recording, besides what is in it. */
public final class RecordingText {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private RecordingText() {}

  /** When, by which Sonde, of which JVM, and how it was asked for: as far as the file says it. */
  public static String of(Map<String, @Nullable Object> head, ZoneId zone) {
    Fields fields = new Fields(head);
    String jvm = fields.text("java") + ", " + fields.text("main");
    return "recorded "
        + time(fields.number("at"), zone)
        + " by sonde "
        + fields.text("sonde")
        + "  JVM "
        + fields.number("jvm")
        + " ("
        + jvm
        + ")  "
        + fields.text("command")
        + " "
        + String.join(" ", fields.texts("args"));
  }

  /** Any number is a time, or none. */
  private static String time(long millis, ZoneId zone) {
    boolean sane = millis >= 0 && millis < 253_402_300_800_000L; // year 10000
    return sane ? DAY.format(Instant.ofEpochMilli(millis).atZone(zone)) : "at no time";
  }

  /** That the file has no end. */
  public static String cut(String name, long calls) {
    return Escaped.line(name)
        + " ends in the middle, after "
        + Amounts.counted(calls, "whole call")
        + ": who wrote it was killed, had no room, or still writes";
  }
}
