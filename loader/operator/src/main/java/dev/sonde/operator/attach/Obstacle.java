package dev.sonde.operator.attach;

import dev.sonde.operator.SondeException;
import dev.sonde.operator.jvm.Jvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What would keep an attach from a JVM that seems well from outside. */
public final class Obstacle {
  private Obstacle() {}

  /**
   * A file in the place of the JVM's listener, which is another's. Looks only: nothing is deleted.
   *
   * @param root of the JVM's file system
   */
  public static Optional<SondeException> in(Path root, Jvm jvm) {
    try (HeldFolder held = HeldFolder.of(root);
        HeldFolder tmp = held.child("tmp")) {
      return Optional.ofNullable(new ListenerSocket(tmp, jvm).obstacle(new RunFolders().uid()));
    } catch (IOException unreachable) {
      return Optional.empty(); // said elsewhere
    }
  }
}
