package dev.sonde.shell;

/**
 * Thrown by a snippet that uses what is not declared yet. In place of jshell's own class, which an
 * application need not have: the operator renames it in what it compiles.
 */
public final class Unresolved extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int id;

  public Unresolved(int id) {
    super("resolution exception");
    this.id = id;
  }

  public int id() {
    return id;
  }
}
