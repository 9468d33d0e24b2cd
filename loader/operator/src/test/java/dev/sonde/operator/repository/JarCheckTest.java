package dev.sonde.operator.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.operator.SondeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JarCheckTest {
  private static final String NEXT = "; it was not used, tell who published it";

  @Test
  void jar_plain() throws IOException {
    assertThat(check(zip("a/", "", "a/B.class", "x", "a/..b", "y"), "a/B.class"))
        .hasValue("x".getBytes());
    assertThat(check(zip("a/B.class", "x"), "b")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../x", "a/../x", "/etc/x", "..\\x", "\\x", "a\\b", "x\0.class", "..", "a/.."})
  void name_notPlain(String name) {
    assertThatThrownBy(() -> check(zip("a", "", name, "x"), "a"))
        .isInstanceOf(SondeException.class)
        .hasMessage(
            "SONDE-JAR-NAME: x.jar has an entry \""
                + name.replace('\0', '?')
                + "\", which is not a plain name"
                + NEXT);
  }

  @Test
  void name_tooLong_isShownInPart() {
    assertThatThrownBy(() -> check(zip("b".repeat(513), "x"), "a"))
        .hasMessage(
            "SONDE-JAR-NAME: x.jar has an entry \""
                + "b".repeat(80)
                + "…\", which is not a plain name"
                + NEXT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java/lang/X.class",
        "dev/sonde/api/X.class",
        "dev/sonde/wire/X.class",
        "dev/sonde/target/x/X.class"
      })
  void name_ofTheLoader(String name) throws IOException {
    assertThatThrownBy(() -> check(zip(name, "x"), "a"))
        .hasMessage(
            "SONDE-JAR-NAME: x.jar has a class \""
                + name
                + "\" in a package of the loader's"
                + NEXT);
    assertThat(check(zip(name.replace(".class", ".txt"), "x"), "a")).isEmpty();
    assertThat(check(zip("my/" + name, "x"), "a")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b.class", "A/B.CLASS", "a/\uff22.class"})
  void name_thatCouldBeTakenForAnother(String twin) {
    assertThatThrownBy(() -> check(zip("a/B.class", "x", twin, "y"), "a"))
        .hasMessage("SONDE-JAR-DUPLICATE: x.jar has two entries \"" + twin + "\"" + NEXT);
  }

  @Test
  void name_twice() throws IOException {
    byte[] zip =
        new String(zip("a/B.class", "x", "a/C.class", "y"), StandardCharsets.ISO_8859_1)
            .replace("a/C.class", "a/B.class")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> check(zip, "a"))
        .hasMessage("SONDE-JAR-DUPLICATE: x.jar has two entries \"a/B.class\"" + NEXT);
  }

  @Test
  void versions_ofOtherJavas() {
    assertThatThrownBy(() -> check(zip("META-INF/versions/21/a/B.class", "x"), "a"))
        .hasMessage(
            "SONDE-JAR-MULTI-RELEASE: x.jar has an entry \"META-INF/versions/21/a/B.class\": other classes for other Java versions"
                + NEXT);
  }

  @Test
  void entries_tooMany() throws IOException {
    String[] entries = new String[2 * 4_097];
    for (int i = 0; i < entries.length; i++) entries[i] = "e" + i;
    assertThat(check(zip(Arrays.copyOf(entries, entries.length - 2)), "e0")).isPresent();
    assertThatThrownBy(() -> check(zip(entries), "a"))
        .hasMessage("SONDE-JAR-BOMB: x.jar has more than 4096 entries" + NEXT);
  }

  @Test
  void entries_tooLongInAll() throws IOException {
    String most = "0".repeat(20 << 20);
    byte[] bomb = zip("a", most, "b", most);
    assertThat(bomb.length).isLessThan(100_000);
    assertThatThrownBy(() -> check(bomb, "a"))
        .hasMessage("SONDE-JAR-BOMB: x.jar unpacks to more than 32 MiB" + NEXT);
  }

  @Test
  void name_upTo512Characters_andShownUpTo80() throws IOException {
    assertThat(check(zip("b".repeat(512), "x"), "b".repeat(512))).isPresent();
    String shown = "META-INF/versions/" + "v".repeat(62);
    assertThatThrownBy(() -> check(zip(shown, "x"), "a")).hasMessageContaining(shown + "\"");
    assertThatThrownBy(() -> check(zip(shown + "v", "x"), "a")).hasMessageContaining(shown + "…\"");
  }

  @Test
  void entries_ofTheMostInAll_areWhole() throws IOException {
    String half = "0".repeat(16 << 20);
    assertThat(new JarCheck("x.jar").entries(zip("a", half, "b", half)))
        .hasEntrySatisfying("b", it -> assertThat(it).hasSize(16 << 20));
    assertThatThrownBy(() -> check(zip("a", half, "b", half, "c", "x"), "a"))
        .hasMessageStartingWith("SONDE-JAR-BOMB: ");
  }

  @Test
  void release_hasPackagesOfTheLoader_andNoneOfJava() throws IOException {
    byte[] jar = zip("dev/sonde/wire/X.class", "x");
    assertThat(JarCheck.ofRelease("x.jar").entries(jar)).containsOnlyKeys("dev/sonde/wire/X.class");
    byte[] shadow = zip("java/lang/X.class", "x");
    assertThatThrownBy(() -> JarCheck.ofRelease("x.jar").entries(shadow))
        .hasMessageStartingWith("SONDE-JAR-NAME: ");
  }

  static List<Arguments> notJars() throws IOException {
    byte[] jar = zip("a/B.class", "x".repeat(500));
    return List.of(
        Arguments.of(new byte[0], "has no entries"),
        Arguments.of("<html>".getBytes(StandardCharsets.UTF_8), "has no entries"),
        Arguments.of(zip(), "has no entries"),
        Arguments.of(
            Arrays.copyOf(jar, 40), "is not a whole jar (Unexpected end of ZLIB input stream)"));
  }

  @ParameterizedTest
  @MethodSource("notJars")
  void bytes_notAJar(byte[] bytes, String what) {
    assertThatThrownBy(() -> check(bytes, "a")).hasMessage("SONDE-JAR-EMPTY: x.jar " + what + NEXT);
  }

  private static java.util.Optional<byte[]> check(byte[] jar, String wanted) {
    return new JarCheck("x.jar").entry(jar, wanted);
  }

  private static byte[] zip(String... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (int i = 0; i < entries.length; i += 2) {
        out.putNextEntry(new ZipEntry(entries[i]));
        out.write(entries[i + 1].getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }
}
