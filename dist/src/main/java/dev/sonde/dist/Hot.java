package dev.sonde.dist;

import java.util.List;

/**
 * The classes on the way of a call that is traced, and of its event, before the build moves any.
 */
final class Hot {
  private static final List<String> BEGINNINGS =
      List.of(
          "dev/sonde/target/Ring",
          "dev/sonde/target/RecordEncoder",
          "dev/sonde/tracer/capture/Callers",
          "dev/sonde/tracer/capture/Place",
          "dev/sonde/tracer/capture/Rendering",
          "dev/sonde/tracer/capture/S",
          "dev/sonde/tracer/capture/Tokens",
          "dev/sonde/tracer/condition/",
          "dev/sonde/tracer/measure/",
          "dev/sonde/tracer/record/",
          "dev/sonde/wire/");

  /**
   * Of these packages those that are for the beginning and the end of a trace, and for failures.
   */
  private static final List<String> COLD =
      List.of(
          "dev/sonde/tracer/capture/SecretTypes",
          "dev/sonde/tracer/capture/StrongWords",
          "dev/sonde/tracer/condition/Classes",
          "dev/sonde/tracer/record/CallShape",
          "dev.sonde.tracer.words.Capture",
          "dev/sonde/tracer/record/Cost",
          "dev/sonde/tracer/record/Listener",
          "dev/sonde/tracer/record/Misjudged",
          "dev/sonde/tracer/record/Names",
          "dev/sonde/tracer/record/Terms",
          "dev/sonde/tracer/record/Unheard");

  private Hot() {}

  static boolean is(String name) {
    return BEGINNINGS.stream().anyMatch(name::startsWith) && !COLD.contains(name);
  }
}
