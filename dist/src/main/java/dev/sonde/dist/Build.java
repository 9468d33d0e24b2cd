package dev.sonde.dist;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Makes {@code target/dist} from the compiled modules. The order has no cycle: target jar, agent jar, plugin jars, repository, {@code sonde.jar} with all of them inside, and last the bootstrap, which carries the hash
 * of {@code sonde.jar}.
 */
public final class Build {
  private final Layout layout;
  private final Instant time;
  private final URI base;

  private Build(Layout layout, Instant time, URI base) {
    this.layout = layout;
    this.time = time;
    this.base = base;
  }

  /** Arguments: the root folder of the clone; version; time of the sources; the demo's program; where the distribution will be found, or empty for where it is made. */
  public static void main(String[] arguments) throws IOException {
    Layout layout = new Layout(Path.of(arguments[0]).toRealPath(), arguments[1]);
    URI base = arguments[4].isEmpty() ? localBase(layout) : URI.create(arguments[4]);
    Build build = new Build(layout, Instant.parse(arguments[2]), base);
    build.run();
    build.copyDemo(Path.of(arguments[3]));
  }

  /** {@code file:///..}: with the empty authority that a reader expects to see. */
  private static URI localBase(Layout layout) throws IOException {
    return URI.create(Files.createDirectories(layout.distribution()).toUri().toString());
  }

  private void run() throws IOException {
    byte[] target = TargetJar.build(layout);
    byte[] agent = AgentJar.build(layout);
    Folders.write(layout.work("jars/target.jar"), target);
    Folders.write(layout.work("jars/agent.jar"), agent);
    try (Libraries libraries = new Libraries(layout.libraries())) {
      buildPlugins(new PluginJars(layout, libraries));
      SondeJar sonde = SondeJar.ofClasses(layout, libraries)
          .with("target.jar", target)
          .with("agent.jar", agent)
          .with("build.properties", buildProperties());
      byte[] bytes = sonde.bytes();
      Folders.write(layout.distribution().resolve("lib/sonde.jar"), bytes);
      new Bootstrap(layout, base).build(bytes);
    }
    installLauncher();
  }

  private void buildPlugins(PluginJars plugins) throws IOException {
    Folders.write(layout.work("jars/" + plugins.fileName(17)), plugins.first());
    if (Jdk.atLeast(21).isEmpty()) {
      System.out.println("No JDK 21 or later was found here: plugins are built for line 17 only, which serves all targets.");
    }
    Optional<byte[]> later = plugins.later(21);
    if (later.isPresent()) {
      Folders.write(layout.work("jars/" + plugins.fileName(21)), later.get());
    }
  }

  private byte[] buildProperties() {
    String text = "version=" + layout.version() + "\nbuilt=" + time.getEpochSecond() + "\nrepository=\ndevelopment=true\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void installLauncher() throws IOException {
    Path launcher = layout.distribution().resolve("bin/sonde");
    Folders.write(launcher, Files.readAllBytes(layout.root().resolve("cli/src/main/dist/sonde")));
    if (!launcher.toFile().setExecutable(true, false)) {
      throw new IOException("Cannot make " + launcher + " executable");
    }
  }

  private void copyDemo(Path program) throws IOException {
    Path copy = layout.distribution().resolve("demo/wiremock-standalone.jar");
    if (!Files.exists(copy) || Files.size(copy) != Files.size(program)) {
      Folders.write(copy, Files.readAllBytes(program));
    }
  }
}
