package dev.sonde.dist;

/** A jar that does what it did, with fewer classes and methods in a target. */
final class Compact {
  private Compact() {}

  static Jar of(Jar whole) {
    Program program = Program.of(whole);
    Opened.in(program);
    Getters.replacedIn(program);
    Unnamed.removedFrom(program);
    Inlining.doneIn(program, PlainTrace.loaded());
    return Merging.merged(program, PlainTrace.loaded(), PlainTrace.many());
  }
}
