package dev.sonde.shell;

import java.util.ArrayList;
import java.util.List;

/** What woven code calls, as the plugin's class of this name has it. */
public final class Brake {
  public static final List<Object> BORN = new ArrayList<>();
  public static int left = Integer.MAX_VALUE;

  private Brake() {}

  public static void check() {
    if (--left < 0) throw new IllegalStateException("stopped");
  }

  public static void born(Object made) {
    BORN.add(made);
  }

  public static void exit(int status) {
    throw new IllegalStateException("exit " + status);
  }
}
