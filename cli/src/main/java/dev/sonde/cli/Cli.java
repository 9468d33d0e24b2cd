package dev.sonde.cli;

import dev.sonde.operator.Exit;

/** The program {@code sonde}. */
public final class Cli {
  private Cli() {}

  public static void main(String[] args) {
    System.exit(Exit.INTERNAL.code());
  }
}
