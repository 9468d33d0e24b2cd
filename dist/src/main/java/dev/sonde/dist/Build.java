package dev.sonde.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes {@code target/dist} from the compiled modules. The order has no cycle: target jar, agent jar, plugin jars, repository, {@code sonde.jar} with all of them inside, and last the bootstrap, which carries the hash
 * of {@code sonde.jar}.
 */
public final class Build {
  private final Layout layout;

  private Build(Layout layout) {
    this.layout = layout;
  }

  /** Arguments: the root folder of the clone, and the version. */
  public static void main(String[] arguments) throws IOException {
    new Build(new Layout(Path.of(arguments[0]).toRealPath(), arguments[1])).run();
  }

  private void run() throws IOException {
    if (!Files.exists(layout.root().resolve("bootstrap/src/main/java/Sonde.java"))) {
      return;
    }
    byte[] target = TargetJar.build(layout);
    byte[] agent = AgentJar.build(layout);
    Folders.write(layout.work("jars/target.jar"), target);
    Folders.write(layout.work("jars/agent.jar"), agent);
    try (Libraries libraries = new Libraries(layout.libraries())) {
      buildPlugins(new PluginJars(layout, libraries));
      SondeJar sonde = SondeJar.ofClasses(layout, libraries).with("target.jar", target).with("agent.jar", agent);
      Folders.write(layout.distribution().resolve("lib/sonde.jar"), sonde.bytes());
    }
    installLauncher();
  }

  private void buildPlugins(PluginJars plugins) throws IOException {
    Folders.write(layout.work("jars/" + plugins.fileName(17)), plugins.first());
    var later = plugins.later(21);
    if (later.isPresent()) {
      Folders.write(layout.work("jars/" + plugins.fileName(21)), later.get());
    } else {
      System.out.println("No JDK 21 or later was found here: line 17 of the plugins is built only, and serves all targets.");
    }
  }

  private void installLauncher() throws IOException {
    Path template = layout.root().resolve("cli/src/main/dist/sonde");
    if (Files.exists(template)) {
      Path launcher = layout.distribution().resolve("bin/sonde");
      Folders.write(launcher, Files.readAllBytes(template));
      launcher.toFile().setExecutable(true, false);
    }
  }
}
