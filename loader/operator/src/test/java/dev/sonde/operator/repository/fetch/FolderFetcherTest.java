package dev.sonde.operator.repository.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderFetcherTest {
  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void publish() throws IOException {
    folder = Files.createDirectories(temporary.resolve("repo"));
    Files.createDirectory(folder.resolve("metadata"));
    Files.writeString(folder.resolve("metadata/a.json"), "hello");
  }

  @Test
  void file_regular() {
    assertThat(fetcher().get(List.of("metadata", "a.json"), 5)).asString().isEqualTo("hello");
  }

  @Test
  void link_withinTheFolder() throws IOException {
    Files.createSymbolicLink(folder.resolve("metadata/b.json"), Path.of("a.json"));
    assertThat(fetcher().get(List.of("metadata", "b.json"), 5)).asString().isEqualTo("hello");
  }

  @Test
  void link_outOfTheFolder() throws IOException {
    Files.writeString(temporary.resolve("secret"), "hello");
    Files.createSymbolicLink(folder.resolve("metadata/b.json"), Path.of("../../secret"));
    assertThatThrownBy(() -> fetcher().get(List.of("metadata", "b.json"), 5))
        .hasMessage(
            "SONDE-SCHEME: metadata/b.json of "
                + folder
                + " is a link out of the folder; copy the file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "", "x/y", "x\0y", "/x", "\0x"})
  void name_thatIsNotOne(String name) {
    assertThatThrownBy(() -> fetcher().get(List.of("metadata", name), 5))
        .hasMessage(
            "SONDE-SCHEME: metadata/"
                + name
                + " of "
                + folder
                + " is not a path below the folder; try another copy");
  }

  @Test
  void file_longerThanTheLimit() {
    assertThatThrownBy(() -> fetcher().get(List.of("metadata", "a.json"), 4))
        .hasMessage(
            "SONDE-TOO-BIG: metadata/a.json of "
                + folder
                + " has more than the 4 bytes that it may have; nothing of it was used, try another copy");
  }

  @Test
  void file_missing() {
    assertThat(fetcher().find(List.of("metadata", "b.json"), 4)).isEmpty();
    assertThatThrownBy(() -> fetcher().get(List.of("metadata", "b.json"), 4))
        .hasMessage(
            "SONDE-IO: metadata/b.json of "
                + folder
                + " does not exist; name the folder that holds metadata/ and targets/");
  }

  @Test
  void file_notRegular() {
    assertThatThrownBy(() -> fetcher().get(List.of("metadata"), 4))
        .hasMessage(
            "SONDE-IO: metadata of " + folder + " is not a regular file; copy the folder anew");
  }

  @Test
  void folder_missing() {
    Path nowhere = temporary.resolve("nowhere");
    assertThatThrownBy(() -> new FolderFetcher(nowhere).find(List.of("metadata", "b.json"), 4))
        .hasMessage(
            "SONDE-IO: metadata/b.json of "
                + nowhere
                + " cannot be read (NoSuchFileException); there is no such folder, check its name");
  }

  @Test
  void link_inACircle() throws IOException {
    Files.createSymbolicLink(folder.resolve("metadata/c.json"), Path.of("c.json"));
    assertThatThrownBy(() -> fetcher().find(List.of("metadata", "c.json"), 4))
        .hasMessageStartingWith("SONDE-IO: metadata/c.json of " + folder + " cannot be read (")
        .hasMessageEndingWith("); check that you may read it");
  }

  @Test
  void folder_isNamedByItsPath() {
    assertThat(fetcher()).hasToString(folder.toString());
  }

  private FolderFetcher fetcher() {
    return new FolderFetcher(folder);
  }
}
