package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.Asking;
import dev.sonde.tests.fixture.Forge;
import dev.sonde.tests.fixture.Jdk;
import dev.sonde.tests.fixture.Jdks;
import dev.sonde.tests.fixture.Record;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What becomes of an application without each entry of the deny list: a tracer whose list is empty
 * weaves all classes of one entry, in a program that uses them all day. docs/TRAPS.md has what came
 * of it. Some minutes long: {@code -Dsonde.matrix=full}.
 */
@EnabledIfSystemProperty(named = "sonde.matrix", matches = "full")
class DenyListEntriesIT {
  private static final Duration WHILE = Duration.ofSeconds(20);
  private static final String EVERYDAY = "call everyday 200";

  @RegisterExtension final Stage stage = new Stage();

  /** It hangs, ends, or gets an error that it never had. */
  @ParameterizedTest
  @CsvSource({
    "java.lang., java.lang.String::*",
    "java.lang., java.lang.Integer::*",
    "java.lang., java.lang.Long::*",
    "java.lang., java.lang.invoke.**::*",
    "java.util.concurrent.atomic., java.util.concurrent.atomic.**::*"
  })
  void application_withoutTheEntry_isLost(String entry, String pattern) throws IOException {
    assertThat(outcome(pattern)).as("%s without %s", pattern, entry).isEqualTo("lost");
  }

  /** No call is seen: each probe meets itself, fails, and switches itself off. */
  @Test
  void trace_ofTheInsidesOfTheJdk_isBlind() throws IOException {
    TargetJvm target = everyday(Jdks.oldest());
    Sonde sonde = traced(Jdks.oldest(), target, "jdk.internal.misc.Unsafe::*");
    Record end = sonde.exits(0).only("end");
    assertThat(end.number("/failed")).isPositive();
    assertThat(end.number("/seen")).isZero();
    assertThat(new Asking(target, EVERYDAY).answered()).isTrue();
  }

  /** These stay for what docs/TRAPS.md says: a test that fails here asks for another line there. */
  @ParameterizedTest
  @CsvSource({
    "java.security.AccessControlContext",
    "java.security.AccessController",
    "java.security.ProtectionDomain",
    "java.util.AbstractCollection",
    "java.util.AbstractList",
    "java.util.AbstractMap",
    "java.util.AbstractSet",
    "java.util.Arrays",
    "java.util.Collections",
    "java.util.HashMap",
    "java.util.Hashtable",
    "java.util.IdentityHashMap",
    "java.util.ImmutableCollections",
    "java.util.LinkedHashMap",
    "java.util.Objects",
    "java.util.Optional",
    "java.util.Properties",
    "java.util.WeakHashMap",
    "java.util.concurrent.ConcurrentHashMap",
    "java.util.concurrent.locks.",
    "java.util.function.",
    "java.util.stream.",
    "sun.instrument.",
    "sun.invoke.",
    "sun.launcher.",
    "sun.misc.",
    "sun.reflect."
  })
  void application_withoutTheEntry_livesToday(String entry) throws IOException {
    String[] patterns =
        entry.endsWith(".")
            ? new String[] {entry + "**::*"}
            : new String[] {entry + "::*", entry + "$**::*"};
    assertThat(outcome(patterns)).as("the application without %s", entry).isEqualTo("lives");
  }

  private String outcome(String... patterns) throws IOException {
    TargetJvm target = everyday(Jdks.oldest());
    Sonde sonde = traced(Jdks.oldest(), target, patterns);
    Asking asking = new Asking(target, EVERYDAY);
    return lost(asking, sonde) || !asking.answered() ? "lost" : "lives";
  }

  private TargetJvm everyday(Jdk jdk) {
    TargetJvm target = stage.program(jdk, "-XX:-CreateCoredumpOnCrash");
    target.ask(EVERYDAY);
    target.start("everyday", 1);
    return target;
  }

  private Sonde traced(Jdk jdk, TargetJvm target, String... patterns) throws IOException {
    Path folder = Files.createDirectory(stage.folder().resolve("forge"));
    Path repository = new Forge(folder).repositoryOfTracerWith(DenyListIT.LIST, DenyListIT.EMPTY);
    return stage.sonde(jdk, words(target, patterns, repository));
  }

  private static boolean lost(Asking asking, Sonde sonde) {
    Instant end = Instant.now().plus(WHILE);
    while (sonde.alive() && Instant.now().isBefore(end)) {
      if (asking.lost()) return true;
      LockSupport.parkNanos(20_000_000);
    }
    return false;
  }

  private static Object[] words(TargetJvm target, String[] patterns, Path repository) {
    List<Object> words = new ArrayList<>(List.of("trace", target.pid()));
    words.addAll(List.of(patterns));
    words.addAll(List.of("-n", "unlimited", "-t", "4s", "--lazy", "--json"));
    words.addAll(List.of("--max-events", 1_000_000_000_000L, "--overhead", 400));
    words.addAll(List.of("--max-classes", 1_000, "--max-methods", 10_000));
    words.addAll(List.of("--repository", repository));
    return words.toArray();
  }
}
