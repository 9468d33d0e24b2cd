package dev.sonde.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What this module may know, and what it may never do. */
class ArchitectureTest {
  private static final Path SOURCES = Path.of("src/main/java");

  @Test
  void imports_areOfTheJdkAndWhatLiesBelow() throws IOException {
    assertThat(lines())
        .filteredOn(line -> line.startsWith("import "))
        .allMatch(
            line ->
                line.matches(
                    "import (static )?(java|jdk\\.jfr|dev\\.sonde\\.(api|json|target\\.trust|wire)|org\\.jspecify)\\..*"));
  }

  @Test
  void nothing_isPrintedOrLogged() throws IOException {
    assertThat(lines())
        .noneMatch(
            line ->
                line.matches(
                    ".*(System\\.(out|err)|printStackTrace|java\\.util\\.logging|System\\.Logger).*"));
  }

  @Test
  void modules_areThoseThatEveryTargetHas() throws Exception {
    StringWriter out = new StringWriter();
    String classes =
        Path.of(Tenant.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();
    ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
    int exit =
        jdeps.run(
            new PrintWriter(out),
            new PrintWriter(out),
            "--print-module-deps",
            "--ignore-missing-deps",
            classes);
    assertThat(exit).as(out.toString()).isZero();
    assertThat(out.toString().strip()).isEqualTo("java.base,java.instrument,jdk.jfr");
  }

  /** Flight Recorder is asked for first: an image may lack it. */
  @Test
  void flightRecorder_isKnownToTwoClassesAlone() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      assertThat(files.filter(Files::isRegularFile))
          .filteredOn(file -> lines(file).anyMatch(line -> line.contains("jdk.jfr.")))
          .extracting(file -> file.getFileName().toString())
          .containsExactlyInAnyOrder("AuditEvent.java", "FlightRecording.java");
    }
  }

  @Test
  void throwable_isCaughtAtOneBoundary() throws IOException {
    assertThat(lines()).filteredOn(line -> line.contains("catch (Throwable")).hasSize(1);
  }

  @Test
  void state_isNeverStatic() throws IOException {
    assertThat(lines())
        .noneMatch(line -> line.matches("  (private |public )?static (?!final )[^(]*(=.*)?;"));
  }

  private static List<String> lines() throws IOException {
    try (Stream<Path> files =
        Files.walk(SOURCES).filter(file -> file.toString().endsWith(".java"))) {
      return files.flatMap(ArchitectureTest::lines).toList();
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
