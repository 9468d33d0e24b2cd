package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.repository.PluginRef;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.repository.VerifiedJar;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A plugin on its way to a JVM: fetched and verified by a thread of its own, which begins with the
 * repository's metadata while the JVM is still looked for.
 */
final class Delivery {
  private final Repository repository;
  private final String plugin;
  private final CompletableFuture<Jvm> address = new CompletableFuture<>();
  private final FutureTask<VerifiedJar> jar = new FutureTask<>(this::carry);

  private Delivery(Repository repository, String plugin) {
    this.repository = repository;
    this.plugin = plugin;
  }

  static Delivery begin(Repository repository, String plugin) {
    Delivery delivery = new Delivery(repository, plugin);
    Aside.thread(delivery.jar, "sonde-refresh").start();
    return delivery;
  }

  /** As it was asked for. */
  String plugin() {
    return plugin;
  }

  /** For whom it is, whose JDK decides which jar it is. */
  void to(Jvm jvm) {
    address.complete(jvm);
  }

  /** Nobody waits for it any more. */
  void giveUp() {
    address.cancel(false);
  }

  /**
   * Waits for the jar.
   *
   * @throws RuntimeException why it was refused, or could not be had
   */
  VerifiedJar await() {
    try {
      return jar.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) throw cause;
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new SondeException(
          ErrorId.NOT_RESPONDING, "Waiting for plugin " + plugin + " was interrupted.", stopped);
    }
  }

  private VerifiedJar carry() {
    repository.plugins();
    return repository.fetch(PluginRef.of(plugin, address.join().feature()));
  }
}
