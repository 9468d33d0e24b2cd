package dev.sonde.operator.repository.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersonalFilesTest {
  private static final byte[] BYTES = {1, 2, 3};

  @TempDir Path folder;
  private Path kept;
  private PersonalFiles files;

  @BeforeEach
  void open() throws IOException {
    Path home = folder.toRealPath().resolve("home");
    kept = home.resolve("repositories");
    files = new StateHome(Optional.of(home)).files("repositories");
  }

  @Test
  void file_ofAHomeThatIsNotThere_isNotRemoved() {
    assertThat(files.remove("acme")).isFalse();
    assertThat(kept).doesNotExist();
  }

  @Test
  void file_isAddedOnce() {
    assertThat(files.add("acme", BYTES)).isTrue();
    assertThat(files.add("acme", new byte[] {4})).isFalse();
    assertThat(files.find("acme", 3)).hasValue(BYTES);
    assertThat(files.names()).containsExactly("acme");
    assertThat(files.remove("acme")).isTrue();
    assertThat(files.remove("acme")).isFalse();
    assertThat(files.names()).isEmpty();
  }

  @Test
  void part_ofAWriterThatWasKilled_isDeletedByTheNextOne() throws IOException {
    files.add("acme", BYTES);
    Path part = Files.createFile(kept.resolve(".1.part"));
    files.add("ajax", BYTES);
    assertThat(part).doesNotExist();
  }

  @Test
  void folder_thatCannotBeLocked_isNamed() throws IOException {
    files.add("acme", BYTES);
    Files.delete(kept.resolve("lock"));
    Files.createDirectory(kept.resolve("lock"));
    assertThatThrownBy(() -> files.add("ajax", BYTES))
        .hasMessageStartingWith("SONDE-STATE: " + kept + " cannot be used (")
        .hasMessageEndingWith("); nothing was changed: check its disk and modes");
    assertThat(files.names()).containsExactly("acme");
  }
}
