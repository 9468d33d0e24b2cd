package dev.sonde.tests.hostile;

import java.util.Locale;

/** By which part of Sonde a hostile input comes in. */
public enum Way {
  /** {@code Sonde.java}, pasted. */
  BOOTSTRAP,
  /** {@code sonde.jar}. */
  OPERATOR,
  /** The agent and what it loads in the target. */
  AGENT;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Way of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
