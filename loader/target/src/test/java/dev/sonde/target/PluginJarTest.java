package dev.sonde.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.api.UsageException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluginJarTest {
  private static final byte[] SOME = {1, 2, 3};

  @Test
  void jar_isReadIntoItsEntries() throws Exception {
    byte[] jar =
        new Jars()
            .with("a/", new byte[0])
            .with("a/B.class", SOME)
            .with("c.txt", new byte[0])
            .bytes();
    assertThat(new PluginJar(jar).read(Jars.sha256(jar)))
        .containsOnlyKeys("a/B.class", "c.txt")
        .containsEntry("a/B.class", SOME);
  }

  /** What a manifest or a jar within a jar could bring in besides is not looked at by anybody. */
  @Test
  void jar_thatPointsToMore_bringsOnlyItsOwnClasses(@TempDir Path folder) throws Exception {
    byte[] more = new Jars().with("p/More.class", SOME).bytes();
    Path beside = Files.write(folder.resolve("more.jar"), more);
    String manifest =
        "Manifest-Version: 1.0\nClass-Path: %s\nLauncher-Agent-Class: p.More\nAgent-Class: p.More\n";
    byte[] jar =
        new Jars()
            .with("META-INF/MANIFEST.MF", String.format(manifest, beside.toUri()).getBytes())
            .with("META-INF/lib/more.jar", more)
            .with("BOOT-INF/lib/more.jar", more)
            .with("libmore.so", SOME)
            .bytes();
    PluginLoader loader = new PluginLoader("test", new PluginJar(jar).read(Jars.sha256(jar)));
    assertThatThrownBy(() -> loader.loadClass("p.More")).isInstanceOf(ClassNotFoundException.class);
    assertThat(loader.getResource("p/More.class")).isNull();
    try (InputStream library = loader.getResourceAsStream("libmore.so")) {
      assertThat(library).as("a resource like any other").hasBinaryContent(SOME);
    }
    assertThat(loader.getDefinedPackages()).isEmpty();
  }

  @Test
  void jar_withAnotherHash_isRefused() throws Exception {
    byte[] jar = new Jars().with("a", SOME).bytes();
    String expected = Jars.sha256(jar);
    jar[jar.length - 1] ^= 1;
    assertThatThrownBy(() -> new PluginJar(jar).read(expected))
        .hasMessage(
            "expected a plugin jar with SHA-256 "
                + expected
                + ", got "
                + Jars.sha256(jar)
                + " ("
                + jar.length
                + " bytes)")
        .extracting(thrown -> ((UsageException) thrown).id())
        .isEqualTo("SONDE-HASH");
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/x, SONDE-JAR-NAME",
    "../x, SONDE-JAR-NAME",
    "a/../../x, SONDE-JAR-NAME",
    "a\\b, SONDE-JAR-NAME",
    "java/lang/Evil.class, SONDE-JAR-NAME",
    "dev/sonde/api/Host.class, SONDE-JAR-NAME",
    "dev/sonde/target/Tenant.class, SONDE-JAR-NAME",
    "META-INF/versions/21/a/B.class, SONDE-JAR-MULTI-RELEASE",
  })
  void entryName_thatCouldMeanTwoThings_isRefused(String name, String id) throws Exception {
    assertRefused(new Jars().with("fine", SOME).with(name, SOME).bytes(), id);
  }

  @Test
  void entryName_withNul_isRefused() throws Exception {
    assertRefused(new Jars().with("a\0b", SOME).bytes(), "SONDE-JAR-NAME");
  }

  @Test
  void entry_twice_isRefused() throws Exception {
    byte[] jar = new Jars().with("aa", SOME).with("ab", SOME).bytes();
    String twin = new String(jar, StandardCharsets.ISO_8859_1).replace("ab", "aa");
    assertRefused(twin.getBytes(StandardCharsets.ISO_8859_1), "SONDE-JAR-DUPLICATE");
  }

  @Test
  void entries_tooMany_areRefused() throws Exception {
    Jars jar = new Jars();
    for (int i = 0; i <= PluginJar.MAX_ENTRIES; i++) jar.with("e" + i, new byte[0]);
    assertRefused(jar.bytes(), "SONDE-JAR-BOMB");
  }

  @Test
  void content_tooLarge_isRefused() throws Exception {
    Jars jar = new Jars();
    for (int i = 0; i < 9; i++) jar.with("e" + i, new byte[4 << 20]);
    assertRefused(jar.bytes(), "SONDE-JAR-BOMB");
  }

  @Test
  void noJar_isRefused() {
    assertRefused(new byte[0], "SONDE-JAR-EMPTY");
    assertRefused("<html>".getBytes(StandardCharsets.UTF_8), "SONDE-JAR-EMPTY");
  }

  @Test
  void jar_cutShort_isRefused() throws Exception {
    byte[] random = new byte[10_000];
    new java.util.Random(42).nextBytes(random);
    byte[] jar = new Jars().with("a", random).bytes();
    assertRefused(Arrays.copyOf(jar, jar.length / 2), "SONDE-NO-JAR");
  }

  private static void assertRefused(byte[] jar, String id) {
    assertThatThrownBy(() -> new PluginJar(jar).read(Jars.sha256(jar)))
        .extracting(thrown -> ((UsageException) thrown).id())
        .isEqualTo(id);
  }
}
