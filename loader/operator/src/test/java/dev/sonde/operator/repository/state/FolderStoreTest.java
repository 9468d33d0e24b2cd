package dev.sonde.operator.repository.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderStoreTest {
  private static final byte[] BYTES = {1, 2, 3};

  @TempDir Path folder;
  private final List<IOException> failures = new ArrayList<>();
  private FolderStore store;

  @BeforeEach
  void open() throws IOException {
    store = new FolderStore(PrivateFolder.open(folder.resolve("state")), failures::add);
    store.begin();
  }

  @ParameterizedTest
  @ValueSource(strings = {"timestamp", "../../x", "/etc/x", "..", "a.b", "Ä \n?#%", "2.root"})
  void role_ofAnyName(String role) throws IOException {
    store.put(role, BYTES);
    assertThat(store.find(role)).containsExactly(BYTES);
    try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
      assertThat(files.map(Path::getParent)).containsExactly(folder.resolve("state/roles"));
    }
    assertThat(failures).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "roots", "roles"})
  void part_ofAWriterThatWasKilled_isDeletedByTheNextOne(String place) throws IOException {
    Path part = Files.createFile(folder.resolve("state").resolve(place).resolve(".1.part"));
    store.end();
    store.begin();
    assertThat(part).doesNotExist();
    assertThat(failures).isEmpty();
  }

  @Test
  void role_ofALongName() {
    store.put("x".repeat(3000), BYTES);
    store.put("x".repeat(3001), new byte[] {4});
    assertThat(store.find("x".repeat(3000))).containsExactly(BYTES);
  }

  @Test
  void put_outsideOfAChange_staysInMemory() throws IOException {
    store.put("timestamp", BYTES);
    store.end();
    store.put("timestamp", new byte[] {4});
    assertThat(store.find("timestamp")).containsExactly(new byte[] {4});
    assertThat(folder.resolve("state/roles/timestamp.json")).hasBinaryContent(BYTES);
    store.remove("timestamp");
    assertThat(store.find("timestamp")).as("also what cannot be deleted is forgotten").isEmpty();
  }

  @Test
  void put_whereTheDiskRefuses() throws IOException {
    Files.createDirectories(folder.resolve("state/roles/timestamp.json/in-the-way"));
    store.put("timestamp", BYTES);
    assertThat(failures).isNotEmpty();
    assertThat(store.find("timestamp")).containsExactly(BYTES);
    try (Stream<Path> files = Files.list(folder.resolve("state/roles"))) {
      assertThat(files).as("no half file is left").hasSize(1);
    }
  }

  @Test
  void file_tooLongToBeMetadata() throws IOException {
    Files.write(folder.resolve("state/roles/timestamp.json"), new byte[(1 << 20) + 1]);
    assertThat(store.find("timestamp")).isEmpty();
    assertThat(failures)
        .singleElement()
        .asString()
        .endsWith("timestamp.json has more than 1048576 bytes");
  }
}
