package dev.sonde.jshell;

import java.util.concurrent.atomic.AtomicInteger;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Counts the snippets that did not compile or ended with an exception: jshell's tool shows them,
 * and ends with 0. What its start runs by itself is not counted.
 */
final class Failures {
  /** The tool names the snippets of its start {@code s1}, {@code s2}, .. */
  private static final String STARTUP = "s";

  private final AtomicInteger count = new AtomicInteger();

  /** Looks at what this jshell evaluates; where it cannot be had, nothing is counted. */
  void of(ExecutionEnv environment) {
    JShell jshell = Sources.jshell(environment);
    if (jshell != null) of(jshell);
  }

  void of(JShell jshell) {
    jshell.onSnippetEvent(this::accept);
  }

  private void accept(SnippetEvent event) {
    if (event.causeSnippet() != null || event.snippet().id().startsWith(STARTUP)) return;
    if (event.exception() != null || event.status() == Snippet.Status.REJECTED)
      count.incrementAndGet();
  }

  int count() {
    return count.get();
  }
}
