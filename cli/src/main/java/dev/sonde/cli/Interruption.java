package dev.sonde.cli;

/** How a person ends a command from outside: Ctrl-C, SIGTERM, SIGHUP. */
interface Interruption {
  /** Nobody does: the process belongs to somebody else. */
  Interruption NEVER =
      () ->
          new Guard() {
            @Override
            public void onSignal(Runnable end) {}

            @Override
            public void close() {}
          };

  /** From now on a signal ends the command in order. */
  Guard begin();

  /** A command that ends in order. Closed when its last word is printed. */
  interface Guard extends AutoCloseable {
    /** What asks the command to end; called at once if the signal has come already. */
    void onSignal(Runnable end);

    @Override
    void close();

    /**
     * For a command that is part of this one: a signal ends it, and then this one goes on to its
     * own end.
     */
    default Interruption within() {
      return () ->
          new Guard() {
            @Override
            public void onSignal(Runnable end) {
              Guard.this.onSignal(end);
            }

            @Override
            public void close() {}
          };
    }
  }
}
