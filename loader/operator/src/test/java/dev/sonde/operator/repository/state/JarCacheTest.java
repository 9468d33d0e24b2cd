package dev.sonde.operator.repository.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.repository.tuf.Hashes;
import dev.sonde.operator.repository.tuf.TargetFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarCacheTest {
  @TempDir Path folder;
  private Path jars;
  private JarCache cache;

  @BeforeEach
  void open() throws IOException {
    jars = folder.resolve("jars");
    cache =
        new JarCache(
            PrivateFolder.open(jars),
            25,
            e -> {
              throw new AssertionError(e);
            });
  }

  @Test
  void jar_longestUnused_makesRoom() throws IOException {
    cache.put(target("a"), new byte[10]);
    cache.put(target("b"), new byte[10]);
    Files.setLastModifiedTime(jars.resolve(name("a")), FileTime.fromMillis(1));
    Files.setLastModifiedTime(jars.resolve(name("b")), FileTime.fromMillis(2));
    assertThat(cache.find(target("a"))).isPresent();
    cache.put(target("c"), new byte[10]);
    assertThat(cache.find(target("a"))).isPresent();
    assertThat(cache.find(target("b"))).isEmpty();
    assertThat(cache.find(target("c"))).isPresent();
  }

  @Test
  void jars_thatFitExactly_stay() throws IOException {
    cache.put(target("a"), new byte[10]);
    cache.put(target("b"), new byte[15]);
    assertThat(cache.find(target("a"))).hasValueSatisfying(it -> assertThat(it).hasSize(10));
    assertThat(cache.find(target("b"))).isPresent();
    Files.setLastModifiedTime(jars.resolve(name("a")), FileTime.fromMillis(1));
    cache.put(target("c"), new byte[1]);
    assertThat(cache.find(target("a"))).as("the oldest makes room, no other").isEmpty();
    assertThat(cache.find(target("b"))).isPresent();
  }

  @Test
  void jar_thatCannotBeReadOrKept_isFetchedAgain() throws IOException {
    List<IOException> failures = new ArrayList<>();
    JarCache odd = new JarCache(PrivateFolder.open(jars), 25, failures::add);
    Files.createDirectories(jars.resolve(name("a")).resolve("in-the-way"));
    assertThat(odd.find(target("a"))).isEmpty();
    odd.put(target("a"), new byte[10]);
    assertThat(failures).hasSize(1);
    assertThat(jars.toFile().list()).as("no half file is left").containsExactly(name("a"));
  }

  @Test
  void part_ofAWriterThatWasKilled_isDeleted_andThatOfALivingOneIsNot() throws IOException {
    Path dead = Files.createFile(jars.resolve(".1.part"));
    Files.setLastModifiedTime(dead, FileTime.fromMillis(1));
    Path living = Files.createFile(jars.resolve(".2.part"));
    cache.put(target("a"), new byte[10]);
    assertThat(dead).doesNotExist();
    assertThat(living).exists();
  }

  @Test
  void jar_withoutANameOfItsOwn_isNotKept() {
    TargetFile odd =
        new TargetFile("x", new Hashes(1L, Map.of("sha256", "../x")), Optional.empty());
    cache.put(odd, new byte[1]);
    assertThat(cache.find(odd)).isEmpty();
    assertThat(jars).isEmptyDirectory();
  }

  private static TargetFile target(String digit) {
    return new TargetFile(
        "x", new Hashes(10L, Map.of("sha256", digit.repeat(64))), Optional.empty());
  }

  private static String name(String digit) {
    return digit.repeat(64) + ".jar";
  }
}
