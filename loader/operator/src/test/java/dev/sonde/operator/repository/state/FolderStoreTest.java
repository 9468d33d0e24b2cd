package dev.sonde.operator.repository.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  @Test
  void role_isAFileWhoseNameCannotBeTakenForAnother() {
    store.put("az-09_", BYTES);
    store.put("`{/:", BYTES);
    assertThat(folder.resolve("state/roles/az-09_.json")).hasBinaryContent(BYTES);
    assertThat(folder.resolve("state/roles/%60%7B%2F%3A.json")).hasBinaryContent(BYTES);
  }

  @Test
  void role_ofMoreThan200Bytes_isAFileByItsDigest() {
    store.put("x".repeat(200), BYTES);
    store.put("x".repeat(201), BYTES);
    String digest = Sha256.hex("x".repeat(201).getBytes(StandardCharsets.UTF_8));
    assertThat(folder.resolve("state/roles").toFile().list())
        .containsExactlyInAnyOrder("x".repeat(200) + ".json", "%" + digest + ".json");
  }

  @Test
  void put_withinAChange_hidesWhatWasOnlyRemembered() {
    store.end();
    store.put("timestamp", new byte[] {4});
    store.put("snapshot", new byte[] {4});
    store.remove("snapshot");
    store.begin();
    assertThat(store.isWriting()).isTrue();
    store.put("timestamp", BYTES);
    store.put("snapshot", BYTES);
    store.end();
    assertThat(store.isWriting()).isFalse();
    assertThat(store.find("timestamp")).containsExactly(BYTES);
    assertThat(store.find("snapshot")).containsExactly(BYTES);
    assertThat(folder.resolve("state/roles/timestamp.json")).hasBinaryContent(BYTES);
  }

  @Test
  void remove_withinAChange_deletesBothCopies() {
    store.put("timestamp", BYTES);
    store.end();
    store.put("timestamp", new byte[] {4});
    store.begin();
    store.remove("timestamp");
    assertThat(store.find("timestamp")).isEmpty();
    assertThat(folder.resolve("state/roles")).isEmptyDirectory();
  }

  /** What is on the disk is not remembered besides: another process may have written since. */
  @Test
  void file_thatAnotherProcessHasChanged_isReadAgain() throws IOException {
    store.put("timestamp", BYTES);
    store.put("snapshot", BYTES);
    store.remove("snapshot");
    store.putRoot(2, BYTES);
    byte[] other = {4};
    Files.write(folder.resolve("state/roles/timestamp.json"), other);
    Files.write(folder.resolve("state/roles/snapshot.json"), other);
    Files.write(folder.resolve("state/roots/2.json"), other);
    assertThat(store.find("timestamp")).containsExactly(other);
    assertThat(store.find("snapshot")).containsExactly(other);
    assertThat(store.findRoot(2)).hasValue(other);
  }

  @Test
  void root_isKeptByItsVersion_orRemembered() throws IOException {
    store.putRoot(2, BYTES);
    store.end();
    store.putRoot(3, new byte[] {4});
    assertThat(store.findRoot(3)).hasValue(new byte[] {4});
    assertThat(folder.resolve("state/roots/3.json")).doesNotExist();
    assertThat(folder.resolve("state/roots/2.json")).hasBinaryContent(BYTES);
    FolderStore next = new FolderStore(PrivateFolder.open(folder.resolve("state")), failures::add);
    assertThat(next.findRoot(2)).hasValue(BYTES);
    assertThat(next.findRoot(3)).isEmpty();
  }

  @Test
  void file_ofTheMostThatMetadataMayHave() throws IOException {
    Files.write(folder.resolve("state/roles/timestamp.json"), new byte[1 << 20]);
    assertThat(store.find("timestamp")).hasSize(1);
    assertThat(failures).isEmpty();
  }
}
