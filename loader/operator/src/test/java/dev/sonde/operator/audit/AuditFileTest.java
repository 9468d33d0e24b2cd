package dev.sonde.operator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.json.JsonObject;
import dev.sonde.operator.Sha256;
import dev.sonde.operator.repository.state.StateHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest {
  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  @Test
  void lines_carryTheHashOfTheOneBefore() throws IOException {
    write("load");
    write("command");

    List<String> lines = Files.readAllLines(file());
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).isEqualTo("{\"kind\":\"load\",\"prev\":\"" + "0".repeat(64) + "\"}");
    assertThat(prev(lines.get(1)))
        .isEqualTo(Sha256.hex(lines.get(0).getBytes(StandardCharsets.UTF_8)));
    assertThat(new AuditFile(stateHome(), warnings::add).last())
        .isEqualTo(Sha256.hex(lines.get(1).getBytes(StandardCharsets.UTF_8)));
    assertThat(warnings).isEmpty();
  }

  @Test
  void file_isTheOwnersAlone() throws IOException {
    write("load");
    assertThat(modes(file())).isEqualTo("rw-------");
    assertThat(modes(home())).isEqualTo("rwx------");

    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-rw-"));
    write("command");
    assertThat(modes(file())).isEqualTo("rw-------");
  }

  @Test
  void rotation_isBoundedAndTheChainGoesOn() throws IOException {
    AuditFile small = new AuditFile(stateHome(), 1_000, warnings::add);
    for (int i = 0; i < 40; i++) small.write(Map.of("kind", "load", "number", i));

    assertThat(Files.size(file())).isLessThanOrEqualTo(1_000);
    assertThat(Files.size(Chain.rotated(file()))).isLessThanOrEqualTo(1_000);
    assertThat(Files.list(home()).map(each -> each.getFileName().toString()))
        .containsExactlyInAnyOrder("audit.jsonl", "audit.jsonl.1", "audit.lock");
    List<Object> numbers = new ArrayList<>();
    Chain.Result result = Chain.read(file(), line -> numbers.add(line.get("number")));
    assertThat(result.broken()).isEmpty();
    long first = (Long) numbers.get(0);
    assertThat(numbers)
        .isEqualTo(IntStream.range((int) first, 40).mapToObj(Long::valueOf).toList());
  }

  @Test
  void writers_atTheSameTime_breakNoLine() throws Exception {
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      AuditFile own = new AuditFile(stateHome(), warnings::add);
      writers.add(
          new Thread(
              () -> {
                for (int line = 0; line < 25; line++) own.write(Map.of("kind", "load"));
              }));
    }
    for (Thread each : writers) each.start();
    for (Thread each : writers) each.join();

    assertThat(warnings).isEmpty();
    Chain.Result result = Chain.read(file(), line -> {});
    assertThat(result.lines()).isEqualTo(100);
    assertThat(result.broken()).isEmpty();
  }

  @Test
  void lineThatWasCut_isEndedAndShown() throws IOException {
    write("load");
    Files.writeString(file(), "{\"kind\":", StandardOpenOption.APPEND);
    write("command");

    List<String> kinds = new ArrayList<>();
    Chain.Result result = Chain.read(file(), line -> kinds.add(String.valueOf(line.get("kind"))));
    assertThat(kinds).containsExactly("load", "command");
    assertThat(result.broken())
        .hasValueSatisfying(
            broken -> {
              assertThat(broken.line()).isEqualTo(2);
              assertThat(broken.what()).startsWith("is no line of an audit file: expected a value");
            });
  }

  @Test
  void plantedLink_isNotFollowed_andSaidOnce() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "untouched");
    Files.createDirectory(
        home(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.createSymbolicLink(file(), victim);
    AuditFile file = new AuditFile(stateHome(), warnings::add);
    file.write(Map.of("kind", "load"));
    file.write(Map.of("kind", "command"));

    assertThat(victim).hasContent("untouched");
    assertThat(warnings)
        .containsExactly(
            "SONDE-STATE-PERMISSION: what this command does is not audited on this side ("
                + home()
                + "): IOException: "
                + file()
                + " is not a regular file: move it away. The command goes on.");
  }

  @Test
  void homeThatOthersMayEnter_isSaid() throws IOException {
    Files.createDirectory(home());
    Files.setPosixFilePermissions(home(), PosixFilePermissions.fromString("rwxrwxrwx"));
    write("load");

    assertThat(file()).doesNotExist();
    assertThat(warnings).singleElement().asString().contains("is open to others");
  }

  @Test
  void noHome_isSaid() {
    new AuditFile(StateHome.none(), warnings::add).write(Map.of("kind", "load"));

    assertThat(warnings).singleElement().asString().contains("set SONDE_HOME");
  }

  @Test
  void homeFolderThatIsNotThere_isSaidInWords() {
    Path missing = folder.resolve("nobody");
    StateHome home = StateHome.of(Map.of("SONDE_HOME", missing.resolve(".sonde").toString()));
    new AuditFile(home, warnings::add).write(Map.of("kind", "load"));

    assertThat(warnings)
        .containsExactly(
            "SONDE-STATE-PERMISSION: what this command does is not audited on this side ("
                + missing.resolve(".sonde")
                + "): expected a folder in which Sonde remembers, and there is no folder "
                + missing
                + " for it: set SONDE_HOME to one that this user may make or write to. The command"
                + " goes on.");
  }

  @Test
  void rotationThatFails_leavesTheFileAsItWas() throws IOException {
    write("load");
    byte[] before = Files.readAllBytes(file());
    AuditFile tiny = new AuditFile(stateHome(), warnings::add);
    Path rotated = Chain.rotated(file());
    Files.createFile(Files.createDirectory(rotated).resolve("in the way of a rotation"));
    new AuditFile(stateHome(), 10, warnings::add).write(Map.of("kind", "command"));

    assertThat(Files.readAllBytes(file())).isEqualTo(before);
    assertThat(warnings).hasSize(1);
    tiny.write(Map.of("kind", "removal"));
    assertThat(Files.readAllLines(file())).hasSize(2);
  }

  private void write(String kind) {
    new AuditFile(stateHome(), warnings::add).write(Map.of("kind", kind));
  }

  private StateHome stateHome() {
    return new StateHome(Optional.of(home()));
  }

  private Path home() {
    return folder.resolve(".sonde");
  }

  private Path file() {
    return home().resolve("audit.jsonl");
  }

  private static String prev(String line) {
    return JsonObject.read(line.getBytes(StandardCharsets.UTF_8)).string("prev");
  }

  private static String modes(Path path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }
}
