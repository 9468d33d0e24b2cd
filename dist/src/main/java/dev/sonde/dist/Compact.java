package dev.sonde.dist;

import java.nio.file.Path;

/** A jar that does what it did, with fewer classes and methods in a target. */
final class Compact {
  /** Set: methods tell that they run. */
  private static final String TELLING = "sonde.telling";

  /** A folder with what was told, and the list that is written of it. */
  private static final String TOLD = "sonde.told";

  private static final String LIST = "sonde.told.list";

  private Compact() {}

  static Jar of(Jar whole) {
    Program program = Program.of(whole);
    Opened.in(program);
    Getters.replacedIn(program);
    Unnamed.removedFrom(program);
    setApart(program);
    Inlining.doneIn(program, PlainTrace.loaded());
    return Merging.merged(program, PlainTrace.loaded(), PlainTrace.many());
  }

  /** {@code dist/rare-methods} asks for the others. */
  private static void setApart(Program program) {
    String told = System.getProperty(TOLD);
    if (Boolean.getBoolean(TELLING)) Telling.in(program);
    else if (told == null) SetApart.in(program, RareMethods.listed());
    else RareMethods.write(program, Path.of(told), Path.of(System.getProperty(LIST)));
  }
}
