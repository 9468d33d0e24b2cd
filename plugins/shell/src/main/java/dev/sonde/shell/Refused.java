package dev.sonde.shell;

/** A command that did not run, or failed: {@code SONDE-ID: sentence}. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  Refused(String error) {
    super(error);
  }
}
