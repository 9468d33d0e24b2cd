package dev.sonde.target.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest {
  @TempDir private Path folder;

  private Path path;
  private AuditFile file;

  @BeforeEach
  void begin() throws IOException {
    folder = folder.toRealPath();
    int uid = (Integer) Files.getAttribute(folder, "unix:uid");
    path = folder.resolve("audit.jsonl");
    file = new AuditFile(path, new TrustedPath(folder, List.of(uid), TrustedPath.OTHERS));
  }

  @Test
  void line_carriesTheHashOfTheOneBefore() throws Exception {
    String first = file.append(Map.of("kind", "load"));
    String second = file.append(Map.of("kind", "removal"));
    List<String> lines = Files.readAllLines(path);
    assertThat(lines)
        .containsExactly(
            "{\"v\":1,\"prev\":\"" + "0".repeat(64) + "\",\"kind\":\"load\"}",
            "{\"v\":1,\"prev\":\"" + first + "\",\"kind\":\"removal\"}");
    assertThat(first).isEqualTo(sha256(lines.get(0)));
    assertThat(second).isEqualTo(sha256(lines.get(1)));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  @Test
  void line_thatSomebodyLeftTorn_isEndedAndChained() throws Exception {
    file.append(Map.of("n", 1));
    Files.writeString(path, "{\"v\":1,\"pr", StandardOpenOption.APPEND);
    file.append(Map.of("n", 2));
    List<String> lines = Files.readAllLines(path);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(2)).contains("\"prev\":\"" + sha256("{\"v\":1,\"pr") + "\"");
  }

  @Test
  void controlCharacters_doNotMakeALine() throws Exception {
    file.append(Map.of("reason", "a\n{\"v\":1}\r\u001b[2J"));
    assertThat(Files.readAllLines(path)).hasSize(1);
    assertThat(Files.readString(path)).contains("a\\n{", "\\u000d\\u001b[2J");
  }

  @Test
  void link_isNotFollowed() throws Exception {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "");
    Files.createSymbolicLink(path, elsewhere);
    assertThatThrownBy(() -> file.append(Map.of()))
        .hasMessage("expected a regular file, no link: " + path);
    assertThat(elsewhere).hasContent("");
  }

  @Test
  void file_thatOthersMayWrite_isRefused() throws Exception {
    Files.writeString(path, "");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
    assertThatThrownBy(() -> file.append(Map.of()))
        .hasMessage("expected mode 600 of " + path + ", got 660");
  }

  @Test
  void folder_thatIsNotThere_isNotMade() {
    AuditFile deep = new AuditFile(folder.resolve("none/audit.jsonl"), file.way());
    assertThatThrownBy(() -> deep.append(Map.of())).isInstanceOf(IOException.class);
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void line_longerThanAnyOfOurs_isNotHashedInPart() throws Exception {
    Files.writeString(path, "x".repeat(200_000) + "\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(() -> file.append(Map.of())).hasMessageContaining("got a longer one");
  }

  private static String sha256(String line) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8)));
  }

  /** Another session of this JVM has it: its lines are short, and so is the wait. */
  @Test
  void line_whileAnotherSessionWrites_waitsForIt() throws Exception {
    file.append(Map.of("n", 1));
    CompletableFuture<String> appended = new CompletableFuture<>();
    Thread waiting = new Thread(() -> appended.complete(appendedLine()));
    try (FileChannel other = FileChannel.open(path, StandardOpenOption.WRITE)) {
      FileLock lock = other.lock();
      waiting.start();
      while (waiting.getState() != Thread.State.TIMED_WAITING) Thread.onSpinWait();
      assertThat(appended).isNotDone();
      lock.release();
    }
    assertThat(appended.get(1, TimeUnit.MINUTES)).hasSize(64);
    assertThat(Files.readAllLines(path)).hasSize(2);
  }

  private String appendedLine() {
    try {
      return file.append(Map.of("n", 2));
    } catch (IOException e) {
      return String.valueOf(e);
    }
  }

  @Test
  void line_behindMany_carriesTheHashOfTheLastOne() throws Exception {
    Files.writeString(path, "x\n".repeat(100_000) + "last\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    file.append(Map.of("n", 1));
    assertThat(Files.readString(path)).endsWith("\"prev\":\"" + sha256("last") + "\",\"n\":1}\n");
  }
}
