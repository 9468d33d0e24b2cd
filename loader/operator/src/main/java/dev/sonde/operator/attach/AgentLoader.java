package dev.sonde.operator.attach;

import dev.sonde.operator.jvm.Attachability;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.jvm.Jvms;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * Loads an agent, by the entrance that it is given, after a last look: a failed load leaks a JVMTI
 * environment in the target, and prints on its stderr.
 *
 * <p>A target that stops half way is waited for without limit, so that all of it happens on a
 * thread of its own.
 */
final class AgentLoader implements Clearance {
  private final Jvms jvms;
  private final Jvm jvm;
  private final Entrance entrance;
  private final CountDownLatch decided = new CountDownLatch(1);
  private volatile boolean abandoned;

  AgentLoader(Jvms jvms, Jvm jvm, Entrance entrance) {
    this.jvms = jvms;
    this.jvm = jvm;
    this.entrance = entrance;
  }

  /**
   * Makes ready for it, and waits for {@link #clear}. Done when the agent's entry point has
   * returned; else failed with what {@link Failures} makes of it.
   */
  CompletableFuture<Void> load(String jar, String arguments) {
    CompletableFuture<Void> loaded = new CompletableFuture<>();
    Thread thread = new Thread(() -> attempt(jar, arguments, loaded), "sonde-attach");
    thread.setDaemon(true);
    thread.start();
    return loaded;
  }

  /** From now on the JVM may be touched. */
  void clear() {
    decided.countDown();
  }

  /** A load that has not begun will not begin. */
  void abandon() {
    abandoned = true;
    decided.countDown();
  }

  @Override
  public void await() throws IOException {
    try {
      decided.await();
    } catch (InterruptedException stopped) {
      abandoned = true;
    }
    if (abandoned) throw new IOException("it is not wanted any more");
  }

  @Override
  public boolean stands() {
    return !abandoned;
  }

  private void attempt(String jar, String arguments, CompletableFuture<Void> loaded) {
    try {
      attach(jar, arguments);
      loaded.complete(null);
    } catch (IOException failure) {
      loaded.completeExceptionally(
          jvms.running(jvm) ? Failures.attaching(jvm, failure) : Failures.gone(jvm));
    } catch (RuntimeException | LinkageError failure) {
      loaded.completeExceptionally(failure);
    }
  }

  private void attach(String jar, String arguments) throws IOException {
    if (!jvms.running(jvm)) throw Failures.gone(jvm);
    try (Listener listener = entrance.open(jvms, jvm, jar, arguments, this)) {
      if (entrance.lastLook(jvm, listener) instanceof Attachability.No no) throw no.exception();
      if (!jvms.running(jvm)) throw Failures.gone(jvm);
      if (!abandoned) listener.load(jar, arguments);
    }
  }
}
