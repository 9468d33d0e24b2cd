package dev.sonde.shell;

import java.util.ArrayList;
import java.util.List;

/** What woven code calls, as the plugin's class of this name has it. */
public final class Offspring {
  public static final List<Object> BORN = new ArrayList<>();

  private Offspring() {}

  public static void born(Object made) {
    BORN.add(made);
  }
}
