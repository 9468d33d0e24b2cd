package dev.sonde.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The live threads of this JVM, without their stacks, for which it would have to stand still. */
final class Threads {
  private Threads() {}

  static List<Thread> all() {
    ThreadGroup top = Thread.currentThread().getThreadGroup();
    while (top.getParent() != null) top = top.getParent();
    Thread[] all = new Thread[top.activeCount() * 2 + 64];
    int count = top.enumerate(all);
    return Arrays.stream(all, 0, count).filter(Objects::nonNull).toList();
  }
}
