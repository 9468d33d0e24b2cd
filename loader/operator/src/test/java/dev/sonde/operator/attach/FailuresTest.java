package dev.sonde.operator.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.jvm.Attachability;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.jvm.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
  private static final Jvm JVM =
      new Jvm(
          42,
          1,
          1000,
          1000,
          "ada",
          "17",
          17,
          "Main",
          List.of(),
          List.of(),
          0,
          Duration.ZERO,
          List.of(),
          new Place(42, "", false),
          new Attachability.Yes());

  @ParameterizedTest
  @CsvSource({
    "AGENTS_DISABLED, Failed to load agent library: Dynamic agent loading is not enabled. Use"
        + " -XX:+EnableDynamicAgentLoading to launch target VM.",
    "ATTACH_DISABLED, The VM does not support the attach mechanism",
    "OTHER_USER, Unable to open socket file: target process not owned by us or so; it is not owned"
        + " by the current user",
    "NOT_RESPONDING, Unable to open socket file /tmp/.java_pid42: target process 42 doesn't respond"
        + " within 10500ms or HotSpot VM not loaded",
    "NO_SUCH_JVM, No such process",
    "NAMESPACE, Agent JAR not found or no Agent-Class attribute",
    "SYSTEM_LOADER, Unable to add JAR file to system class path",
    "INTERNAL, Agent JAR loaded but agent failed to initialize",
    "NOT_RESPONDING, Connection reset by peer"
  })
  void attaching_textsOfTheJdk(ErrorId id, String said) {
    assertThat(Failures.attaching(JVM, new IOException(said)).id()).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({
    "NO_ROOM, No space left on device",
    "NO_ROOM, Disk quota exceeded",
    "READ_ONLY, Read-only file system"
  })
  void writing_textsOfTheKernel(ErrorId id, String said) {
    assertThat(Failures.writing(Path.of("/tmp"), new IOException(said)).id()).isEqualTo(id);
  }

  @Test
  void writing_forbidden_saysWhatIsNeeded() {
    assertThat(Failures.writing(Path.of("/tmp"), new AccessDeniedException("/tmp/x")))
        .hasMessage(
            "SONDE-READ-ONLY: /tmp cannot be written (AccessDeniedException: /tmp/x), and a JVM"
                + " takes agents through files and a socket there alone. Make it writable, or mount"
                + " a tmpfs on it.");
  }

  @Test
  void refused_hostileText_isCleaned() {
    assertThat(Refused.of("SONDE-HASH: no\u001b[31m\r\nmatch".getBytes(StandardCharsets.UTF_8)))
        .hasMessage("SONDE-HASH: no [31m \nmatch");
    assertThat(Refused.of("boom".getBytes(StandardCharsets.UTF_8)))
        .hasMessage("SONDE-INTERNAL: boom");
    assertThat(Refused.of("SONDE-NEW-ID: x".getBytes(StandardCharsets.UTF_8)))
        .hasMessage("SONDE-INTERNAL: SONDE-NEW-ID: x");
    assertThat(Refused.of(new byte[100_000]).getMessage()).hasSizeLessThan(5_000);
  }
}
