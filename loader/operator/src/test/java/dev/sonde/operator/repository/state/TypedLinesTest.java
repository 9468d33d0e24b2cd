package dev.sonde.operator.repository.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypedLinesTest {
  @TempDir Path folder;

  @Test
  void lines_areForTheirOwnerAlone_andOfAllPrompts() throws IOException {
    home().typed().add("trace A::b");
    home().typed().add("jobs");
    assertThat(home().typed().read()).containsExactly("trace A::b", "jobs");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void file_thatHasBecomeLong_isCut() throws IOException {
    TypedLines typed = home().typed();
    for (int i = 0; i < 1_001; i++) typed.add("line " + i);
    typed.add("x".repeat(5_000));
    assertThat(typed.read()).hasSize(500).endsWith("line 1000");
    assertThat(Files.readAllLines(file())).hasSize(500);
  }

  @Test
  void link_isNotFollowed() throws IOException {
    Path other = Files.createFile(folder.resolve("other"));
    home().folder();
    Files.createSymbolicLink(file(), other);
    assertThatThrownBy(() -> home().typed().add("trace A::b")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> home().typed().read()).isInstanceOf(IOException.class);
    assertThat(other).isEmptyFile();
  }

  private StateHome home() {
    return new StateHome(Optional.of(folder.resolve("home")));
  }

  private Path file() {
    return folder.resolve("home/typed");
  }
}
