package dev.sonde.shell;

/** The end of a snippet that its author has stopped. */
final class Stopped extends Error {
  private static final long serialVersionUID = 1;

  Stopped() {
    super("the snippet was stopped", null, false, true);
  }
}
