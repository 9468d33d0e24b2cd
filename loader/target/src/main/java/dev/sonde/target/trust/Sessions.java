package dev.sonde.target.trust;

/**
 * The sessions of this JVM, of whatever version of Sonde: each has one thread {@code sonde-link},
 * in a loader that no other sees. Threads are what they all show and what none leaves behind.
 */
final class Sessions {
  private static final String LINK = "sonde-link";

  private Sessions() {}

  /** How many there are, with this thread's; those that came later are not counted. */
  static long upTo(Thread own) {
    ThreadGroup top = own.getThreadGroup();
    while (top.getParent() != null) top = top.getParent();
    Thread[] threads = new Thread[top.activeCount() + 64];
    int count = top.enumerate(threads);
    long sessions = 1;
    for (int i = 0; i < count; i++)
      if (threads[i].getName().equals(LINK) && threads[i].getId() < own.getId()) sessions++;
    return sessions;
  }
}
