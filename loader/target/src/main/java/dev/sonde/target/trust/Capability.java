package dev.sonde.target.trust;

import java.util.List;

/** The names of what a plugin may do. {@code evaluate} is all of them: it runs any code. */
final class Capability {
  static final String OBSERVE = "observe";
  static final String INSTRUMENT = "instrument";
  static final String CAPTURE = "capture-values";
  static final String EVALUATE = "evaluate";
  static final String CHANGE = "change";

  static final List<String> ALL = List.of(OBSERVE, INSTRUMENT, CAPTURE, EVALUATE, CHANGE);

  /** What is allowed where nobody has said anything. */
  static final List<String> USUAL = List.of(OBSERVE, INSTRUMENT, CAPTURE);

  private Capability() {}

  /** Whether a list of capabilities has this one, by name or in {@code evaluate}. */
  static boolean in(List<String> capabilities, String capability) {
    return capabilities.contains(capability) || capabilities.contains(EVALUATE);
  }
}
