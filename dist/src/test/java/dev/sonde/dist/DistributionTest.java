package dev.sonde.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.Sha256;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looks at what {@link Build} has just made: in the build it runs before the tests. */
class DistributionTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path JARS = ROOT.resolve("dist/target/jars");
  private static final Path SONDE_JAR = ROOT.resolve("target/dist/lib/sonde.jar");
  private static final int JAVA_6 = 50;
  private static final int JAVA_8 = 52;

  @ParameterizedTest
  @CsvSource({"target.jar, 150", "agent.jar, 16"})
  void jarForTarget_isSmall(String name, long kilobytes) {
    assertThat(JARS.resolve(name))
        .satisfies(jar -> assertThat(Files.size(jar)).isLessThanOrEqualTo(kilobytes * 1000));
  }

  @Test
  void sondeJar_isSmall() {
    assertThat(SONDE_JAR)
        .satisfies(jar -> assertThat(Files.size(jar)).isLessThanOrEqualTo(5_000_000));
  }

  @Test
  void targetJar_contents() throws IOException {
    Golden.assertMatches("target.jar", contents(JARS.resolve("target.jar")));
  }

  @Test
  void tracerJar_contents() throws IOException {
    Golden.assertMatches("tracer-full.jar", contents(tracerJar()));
  }

  @Test
  void miniJar_contents() throws IOException {
    Golden.assertMatches("tracer-mini.jar", contents(pluginJar("tracer-mini")));
  }

  @Test
  void shellJar_contents() throws IOException {
    Golden.assertMatches("shell.jar", contents(pluginJar("shell")));
  }

  @Test
  void tracerJar_libraries() throws IOException {
    Golden.assertMatches(
        "tracer-full.jar-libraries", List.of(entry(tracerJar(), "META-INF/LIBRARIES").split("\n")));
  }

  @Test
  void sondeJar_contents() throws IOException {
    Golden.assertMatches("sonde.jar", contents(SONDE_JAR));
  }

  @Test
  void sondeJar_libraries() throws IOException {
    Golden.assertMatches(
        "sonde.jar-libraries", List.of(entry(SONDE_JAR, "META-INF/LIBRARIES").split("\n")));
  }

  /** What is dynamic makes the JVM generate classes, of which some stay. */
  @Test
  void jarsForTarget_haveNothingDynamic() throws IOException {
    for (Path file : List.of(JARS.resolve("target.jar"), tracerJar(), pluginJar("tracer-mini")))
      try (JarFile jar = new JarFile(file.toFile())) {
        for (JarEntry each : Collections.list(jar.entries()))
          if (each.getName().endsWith(".class"))
            assertThat(LambdasTest.dynamic(jar.getInputStream(each).readAllBytes()))
                .as(each.getName())
                .isEmpty();
      }
  }

  /** By what the JVM itself calls one: its final fields are constants to the JIT compiler. */
  @Test
  void tracerJar_recordsOfTheStraightWayStayRecords() throws Exception {
    URL[] jars = {tracerJar().toUri().toURL(), JARS.resolve("target.jar").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(jars, null)) {
      for (String each : PlainRecords.CONSTANT)
        assertThat(Class.forName(each.replace('/', '.'), false, loader)).isRecord();
    }
  }

  @Test
  void agentJar_oneClassNamedByItsHash() throws IOException {
    try (JarFile jar = new JarFile(JARS.resolve("agent.jar").toFile())) {
      Set<String> names = jar.stream().map(JarEntry::getName).collect(Collectors.toSet());
      String agent = jar.getManifest().getMainAttributes().getValue("Agent-Class");

      byte[] source = Files.readAllBytes(ROOT.resolve("bootstrap/src/main/java/Sonde.java"));
      assertThat(agent).isEqualTo("SondeAgent_" + Sha256.hex(source).substring(0, 8));
      assertThat(names).containsExactlyInAnyOrder("META-INF/MANIFEST.MF", agent + ".class");
    }
  }

  @Test
  void agentClass_hasTheSizeThatRemovalReportsName() throws IOException {
    try (JarFile jar = new JarFile(JARS.resolve("agent.jar").toFile())) {
      JarEntry agent =
          jar.stream()
              .filter(entry -> entry.getName().endsWith(".class"))
              .findFirst()
              .orElseThrow();

      assertThat(Math.round(agent.getSize() / 1000.0)).isEqualTo(14);
    }
  }

  @Test
  void sondeJar_firstClassRunsOnJava8() throws IOException {
    byte[] main = bytes(SONDE_JAR, "dev/sonde/Main.class");

    assertThat(main[7]).isEqualTo((byte) JAVA_8);
  }

  /** What an archive of classes takes, and what starts without classes made at run time. */
  @Test
  void sondeJar_classesHaveStackMaps_ownAreWithoutLambdas() throws IOException {
    try (JarFile jar = new JarFile(SONDE_JAR.toFile())) {
      for (JarEntry each : Collections.list(jar.entries())) {
        if (!each.getName().endsWith(".class")) continue;
        byte[] classFile = jar.getInputStream(each).readAllBytes();
        assertThat((int) classFile[7]).as(each.getName()).isGreaterThanOrEqualTo(JAVA_6);
        if (!each.getName().startsWith("dev/sonde/lib/"))
          assertThat(LambdasTest.dynamic(classFile))
              .as(each.getName())
              .doesNotContain("java/lang/invoke/LambdaMetafactory");
      }
    }
  }

  /** Of Kotlin's library only those are taken that somebody names; here is who names them. */
  @Test
  void sondeJar_hasEachMethodOfKotlinThatIsNamed() throws IOException {
    try (JarFile jar = new JarFile(SONDE_JAR.toFile())) {
      Map<String, byte[]> classes = new HashMap<>();
      for (JarEntry each : Collections.list(jar.entries()))
        if (each.getName().endsWith(".class"))
          classes.put(
              each.getName().replace(".class", ""), jar.getInputStream(each).readAllBytes());
      Set<String> named = new TreeSet<>();
      classes.values().forEach(classFile -> named.addAll(MethodNames.of(classFile)));
      named.removeIf(method -> !method.startsWith("dev/sonde/lib/kotlin/"));
      assertThat(named).hasSizeGreaterThan(1_000);
      assertThat(named).filteredOn(method -> !MethodNames.isIn(classes, method)).isEmpty();
    }
  }

  private static Path tracerJar() throws IOException {
    return pluginJar("tracer-full");
  }

  /** Of line 17, as it was built. */
  static Path pluginJar(String id) throws IOException {
    return Folders.files(JARS).stream()
        .filter(file -> file.getFileName().toString().matches(id + "-.*-jdk17\\.jar"))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Our packages, other people's top packages, and other files; what is published differs by
   * machine and day, and counts as one.
   */
  private static List<String> contents(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      return jar.stream()
          .map(JarEntry::getName)
          .map(
              name ->
                  name.replaceFirst(
                      "^(dev/sonde/lib/(org/\\w+/)?\\w+|sonde/repository)/.*", "$1/**"))
          .map(name -> name.replaceFirst("/[^/]+\\.class$", "/*.class"))
          .distinct()
          .sorted()
          .toList();
    }
  }

  private static String entry(Path jar, String name) throws IOException {
    return new String(bytes(jar, name), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(Path file, String name) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      return jar.getInputStream(jar.getEntry(name)).readAllBytes();
    }
  }
}
