package dev.sonde.tests.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.broken.Sentinel;
import dev.sonde.tests.fixture.Bystander;
import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.Forge;
import dev.sonde.tests.fixture.HostileJar;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Pairs;
import dev.sonde.tests.fixture.Signer;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jars that are signed and listed as they must be, and hostile all the same: refused before the
 * target is touched.
 */
class JarIT {
  private static final String VERSION = "9.9.9";
  private static final int MANY = 5_000;
  private static final int MIB = 1 << 20;

  /** JDK 25 reads no entry of more than 65,535 bytes in all, and does not say so with our id. */
  static final int LONG = (64 << 10) - 100;

  @RegisterExtension static final Bystander BYSTANDER = new Bystander();

  @RegisterExtension final Stage stage = new Stage();

  /** A row and how its jar is made from a good one. */
  record Case(String input, String id, Maker maker) {
    @Override
    public String toString() {
      return input;
    }
  }

  interface Maker {
    byte[] of(HostileJar good) throws IOException;
  }

  static List<Case> cases() {
    byte[] any = {1};
    return List.of(
        of("truncated", "SONDE-JAR-EMPTY", good -> half(good.bytes())),
        of("jar of another line under this name", "SONDE-IDENTITY", good -> tracer("jdk21")),
        of("duplicate entry", "SONDE-JAR-DUPLICATE", good -> good.with(sentinel(), any).bytes()),
        of(
            "META-INF/versions shadow",
            "SONDE-JAR-MULTI-RELEASE",
            good -> good.with("META-INF/versions/17/" + sentinel(), any).bytes()),
        of("entry ../x", "SONDE-JAR-NAME", good -> good.with("../x", any).bytes()),
        of("entry /etc/x", "SONDE-JAR-NAME", good -> good.with("/etc/x", any).bytes()),
        of("entry ..\\x", "SONDE-JAR-NAME", good -> good.with("..\\x", any).bytes()),
        of(
            "classes in java.*",
            "SONDE-JAR-NAME",
            good -> good.with("java/lang/Evil.class", any).bytes()),
        of(
            "classes in the loader's packages",
            "SONDE-JAR-NAME",
            good -> good.with("dev/sonde/target/Evil.class", any).bytes()),
        of(
            "Unicode twins",
            "SONDE-JAR-DUPLICATE",
            good -> good.with("a/\u00e9.class", any).with("a/e\u0301.class", any).bytes()),
        of(
            "case twins",
            "SONDE-JAR-DUPLICATE",
            good -> good.with("a/B.class", any).with("a/b.class", any).bytes()),
        of("64 KiB name", "SONDE-JAR-NAME", good -> good.with("a".repeat(LONG), any).bytes()),
        of("zip bomb", "SONDE-JAR-BOMB", good -> good.with("zeros", new byte[33 * MIB]).bytes()),
        of("5,000 entries", "SONDE-JAR-BOMB", JarIT::many),
        of("not a zip", "SONDE-JAR-EMPTY", good -> "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8)),
        of("empty", "SONDE-JAR-EMPTY", good -> new byte[0]));
  }

  static Stream<Row> rows() {
    return cases().stream()
        .map(it -> Row.refused(Group.JAR, it.input, Way.OPERATOR, it.id, 4, JarIT.class));
  }

  static Stream<Arguments> runs() {
    return Pairs.dealt(cases());
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("runs")
  void jar_signedAndHostile_isRefused(Case each, Pair jdks) throws IOException {
    TargetJvm target = BYSTANDER.on(jdks.target());
    Path repository = repository(each.maker.of(HostileJar.ofVersion(VERSION)));
    stage
        .sonde(
            jdks.operator(),
            "trace",
            target.pid(),
            "com.acme.Orders::find",
            "--repository",
            repository)
        .refuses(4, each.id);
    BYSTANDER.check(jdks.target());
  }

  /** So that no refusal above is for another reason than its own. */
  @Test
  void jar_signedAndGood_runs() throws IOException {
    Pair jdks = Pairs.one("good");
    TargetJvm target = stage.program(jdks.target());
    Path repository = repository(HostileJar.ofVersion(VERSION).bytes());
    stage
        .sonde(
            jdks.operator(),
            "trace",
            target.pid(),
            "com.acme.Orders::find",
            "--repository",
            repository)
        .exits(0);
    assertThat(target.ask("fingerprint")).contains(Sentinel.class.getName() + "=was here");
  }

  private Path repository(byte[] jar) throws IOException {
    Path repository = new Forge(stage.folder()).repositoryOf(Sentinel.class);
    new Signer(repository).replaceJar(VERSION, jar);
    return repository;
  }

  private static Case of(String input, String id, Maker maker) {
    return new Case(input, id, maker);
  }

  private static String sentinel() {
    return Sentinel.class.getName().replace('.', '/') + ".class";
  }

  private static byte[] half(byte[] jar) {
    return java.util.Arrays.copyOf(jar, jar.length / 3);
  }

  static byte[] many(HostileJar good) throws IOException {
    for (int i = 0; i < MANY; i++) good.with("entry-" + i, new byte[0]);
    return good.bytes();
  }

  private static byte[] tracer(String line) throws IOException {
    try (Stream<Path> all = Files.walk(Dist.repository().resolve("targets"))) {
      Path jar =
          all.filter(it -> it.toString().endsWith("-" + line + ".jar")).findFirst().orElseThrow();
      return Files.readAllBytes(jar);
    }
  }
}
