package dev.sonde.shell;

/** As the plugin's class of this name. */
public final class Unresolved extends RuntimeException {
  private static final long serialVersionUID = 1;

  public Unresolved(int id) {
    super("unresolved " + id);
  }
}
