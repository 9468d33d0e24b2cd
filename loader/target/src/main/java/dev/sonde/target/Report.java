package dev.sonde.target;

import dev.sonde.wire.ValueWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The removal report in the making: what was removed, what was checked, what could not be shown,
 * what failed. From any thread; bounded.
 */
final class Report {
  private static final int MOST = 20;
  private static final int LONGEST = 500;

  private final long began = System.nanoTime();
  private final Map<String, Long> removed = new LinkedHashMap<>();
  private final Set<String> verified = new LinkedHashSet<>();
  private final Set<String> notShown = new LinkedHashSet<>();
  private final Set<String> failures = new LinkedHashSet<>();
  private final List<Map<String, Object>> stays = new ArrayList<>();
  private long endBegan = began;

  /** From here on time counts. */
  synchronized void end() {
    endBegan = System.nanoTime();
  }

  synchronized void removed(String what, long count) {
    removed.merge(what, count, Long::sum);
  }

  synchronized void verified(String what) {
    note(verified, what);
  }

  synchronized void notShown(String sentence) {
    note(notShown, sentence);
  }

  synchronized void failed(String sentence) {
    note(failures, sentence);
  }

  synchronized boolean ok() {
    return failures.isEmpty();
  }

  synchronized void stays(String what, long bytes) {
    Map<String, Object> stay = new LinkedHashMap<>();
    stay.put("what", what);
    stay.put("bytes", bytes);
    stays.add(stay);
  }

  private static void note(Set<String> notes, String note) {
    if (notes.size() < MOST) notes.add(note.length() > LONGEST ? note.substring(0, LONGEST) : note);
  }

  /**
   * @param audit SHA-256 of the last line that this session wrote, or empty
   */
  synchronized byte[] encode(String audit) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("ok", failures.isEmpty());
    report.put("millis", (System.nanoTime() - endBegan) / 1_000_000);
    report.put("removed", removed);
    report.put("verified", List.copyOf(verified));
    report.put("notShown", List.copyOf(notShown));
    report.put("failures", List.copyOf(failures));
    report.put("stays", stays);
    if (!audit.isEmpty()) report.put("audit", audit);
    return ValueWriter.encode(report);
  }
}
