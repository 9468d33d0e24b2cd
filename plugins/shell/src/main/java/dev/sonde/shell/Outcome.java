package dev.sonde.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a snippet threw, as a record. */
final class Outcome {
  private static final int MOST_CAUSES = 8;
  private static final int MOST_FRAMES = 300;
  private static final int LONGEST = 2_000;
  private static final String RUNNER = Runner.class.getName();

  /** What a snippet calls, and did not write. */
  private static final List<String> OURS =
      List.of(
          Brake.class.getName(),
          Commands.class.getName(),
          Errands.class.getName(),
          Running.class.getName(),
          Peek.class.getName(),
          Reach.class.getName());

  private Outcome() {}

  static Map<String, Object> of(Throwable thrown, boolean stopping) {
    if (thrown instanceof Stopped || stopping) return Map.of("kind", "stopped");
    List<Map<String, Object>> chain = new ArrayList<>();
    int left = MOST_FRAMES;
    for (Throwable each = thrown;
        each != null && chain.size() < MOST_CAUSES;
        each = each.getCause()) {
      List<List<Object>> frames = frames(each, left);
      left -= frames.size();
      chain.add(link(each, frames));
    }
    return Map.of("kind", "thrown", "chain", chain);
  }

  private static Map<String, Object> link(Throwable thrown, List<List<Object>> frames) {
    Map<String, Object> link = new LinkedHashMap<>();
    link.put("class", thrown.getClass().getName());
    String message = message(thrown);
    if (message != null) link.put("message", ValueText.cut(message, LONGEST));
    if (thrown instanceof Unresolved missing) link.put("id", missing.id());
    link.put("frames", frames);
    return link;
  }

  private static @Nullable String message(Throwable thrown) {
    try {
      return thrown.getMessage();
    } catch (RuntimeException | LinkageError broken) {
      return "(its message cannot be had: " + broken.getClass().getName() + ")";
    }
  }

  private static List<List<Object>> frames(Throwable thrown, int most) {
    List<List<Object>> frames = new ArrayList<>();
    for (StackTraceElement each : thrown.getStackTrace()) {
      if (frames.size() >= most || each.getClassName().startsWith(RUNNER)) break;
      if (OURS.contains(each.getClassName())) continue;
      String file = each.getFileName() == null ? "" : each.getFileName();
      frames.add(List.of(each.getClassName(), each.getMethodName(), file, each.getLineNumber()));
    }
    return frames;
  }
}
