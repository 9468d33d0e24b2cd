package dev.sonde.dist;

import dev.sonde.operator.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes {@code target/dist} from the compiled modules. The order has no cycle: target jar, agent
 * jar, plugin jars, repository, {@code sonde.jar} with all of them inside, and last the bootstrap,
 * which carries the hash of {@code sonde.jar}.
 */
public final class Build {
  private final Layout layout;
  private final Instant time;
  private final URI base;
  private final DevelopmentRepository repository;

  private Build(Layout layout, Instant time, URI base) {
    this.layout = layout;
    this.time = time;
    this.base = base;
    this.repository = new DevelopmentRepository(layout);
  }

  /**
   * Arguments: the root folder of the clone; version; time of the sources; the demo's program;
   * where the distribution will be found, or empty for where it is made; the order of a release, or
   * empty for a development build.
   */
  public static void main(String[] arguments) throws IOException {
    Layout layout = new Layout(Path.of(arguments[0]).toRealPath(), arguments[1]);
    if (!arguments[5].isEmpty()) {
      Path order = Path.of(arguments[5]);
      new ReleaseBuild(layout, ReleaseOrder.read(order, Instant.parse(arguments[2]))).run();
      return;
    }
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
      Path snapshot = repository.publishPlugins(plugins(libraries));
      byte[] sonde =
          SondeJar.ofClasses(layout, libraries)
              .with("target.jar", target)
              .with("target.sha256", Sha256.hex(target).getBytes(StandardCharsets.US_ASCII))
              .with("agent.jar", agent)
              .with("build.properties", properties(layout.version(), time, "", true))
              .withAll(snapshot)
              .bytes();
      Path jar = layout.distribution().resolve("lib/sonde.jar");
      Folders.write(jar, sonde);
      repository.publishSonde(jar);
      new Bootstrap(layout, layout.distribution(), base).build(sonde);
    }
    installLauncher();
  }

  private List<Path> plugins(Libraries libraries) throws IOException {
    if (Jdk.atLeast(21).isEmpty()) {
      System.out.println(
          "No JDK 21 or later was found here: plugins are built for line 17 only, which serves all targets.");
    }
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, byte[]> jar :
        PluginJars.all(layout, libraries, List.of(21)).entrySet()) {
      Path file = layout.work("jars/" + jar.getKey());
      Folders.write(file, jar.getValue());
      files.add(file);
    }
    return files;
  }

  /** What a build says of itself; {@code repository} is empty for the snapshot that it carries. */
  static byte[] properties(String version, Instant time, String repository, boolean development) {
    String text =
        "version="
            + version
            + "\nbuilt="
            + time.getEpochSecond()
            + "\nrepository="
            + repository
            + "\ndevelopment="
            + development
            + "\n";
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
