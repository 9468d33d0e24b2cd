package dev.sonde.operator.session;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.Supplier;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;

/**
 * What a session carries into its target.
 *
 * @param agentJar the bootstrap, loaded by the JVM's own attach mechanism
 * @param targetJar the target side of the loader, pushed through the link
 * @param targetSha256 in hex, as the build has noted it: to compute it costs a cold JVM 40 ms, and
 *     the agent holds what it is sent against it
 * @param cleared returns when the target may be touched, or throws why not; files and socket are
 *     made meanwhile
 * @param first the plugin that is sent right behind the target side; asked for once that is so
 */
public record Payload(
    byte[] agentJar,
    byte[] targetJar,
    String targetSha256,
    Runnable cleared,
    Supplier<Loading> first) {
  private static final String CLASS = ".class";

  /** The one class of the agent jar: no agent can take it out again. */
  public RemovalReport.Stay agentClass() {
    try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(agentJar))) {
      for (JarEntry entry; (entry = jar.getNextJarEntry()) != null; ) {
        String name = entry.getName();
        if (name.endsWith(CLASS))
          // The system class loader keeps each jar that it was given open: one agent, one jar in a
          // JVM.
          return new RemovalReport.Stay(
              name.substring(0, name.length() - CLASS.length()),
              jar.readAllBytes().length,
              "the descriptor of its deleted jar");
      }
      throw new IOException("it has no class");
    } catch (IOException broken) {
      throw new SondeException(
          ErrorId.INTERNAL,
          "expected an agent jar with one class: "
              + broken.getMessage()
              + "; build or download sonde.jar again",
          broken);
    }
  }
}
