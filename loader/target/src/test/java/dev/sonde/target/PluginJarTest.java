package dev.sonde.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.api.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PluginJarTest {
  private static final byte[] SOME = {1, 2, 3};

  /** One that is read from front to back, and one whose headers tell all beforehand. */
  static Stream<Supplier<Jars>> kinds() {
    return Stream.of(Jars::new, Jars::listed);
  }

  private static Entries read(byte[] jar) throws UsageException {
    return new PluginJar(jar).read(Jars.sha256(jar));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void jar_isReadIntoItsEntries(Supplier<Jars> kind) throws Exception {
    byte[] much = new byte[100_000];
    new Random(42).nextBytes(much);
    Jars jar = kind.get().with("a/", new byte[0]).with("a/B.class", SOME);
    Entries entries = read(jar.with("c.txt", new byte[0]).with("d", much).bytes());
    assertThat(entries.names()).containsExactlyInAnyOrder("a/B.class", "c.txt", "d");
    assertThat(entries.get("a/B.class")).isEqualTo(SOME);
    assertThat(entries.get("c.txt")).isEmpty();
    assertThat(entries.get("d")).isEqualTo(much);
    assertThat(entries.get("nothing")).isNull();
    assertThat(entries.get("a/")).isNull();
  }

  /** Nothing of a jar is unpacked before it is asked for, nor kept. */
  @Test
  void listedJar_isUnpackedWhenItIsAskedFor() throws Exception {
    Entries listed = read(Jars.listed().with("a", SOME).bytes());
    assertThat(listed.get("a")).isEqualTo(SOME).isNotSameAs(listed.get("a"));
    Entries read = read(new Jars().with("a", SOME).bytes());
    assertThat(read.get("a")).isSameAs(read.get("a"));
  }

  @Test
  void listedJar_withStoredEntry_isRead() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      CRC32 sum = new CRC32();
      sum.update(SOME);
      ZipEntry entry = new ZipEntry("a");
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(SOME.length);
      entry.setCrc(sum.getValue());
      zip.putNextEntry(entry);
      zip.write(SOME);
    }
    Entries entries = read(bytes.toByteArray());
    assertThat(entries.get("a")).isEqualTo(SOME).isNotSameAs(entries.get("a"));
  }

  /** The content of one that nobody asks for is not looked at; its digest is right. */
  @Test
  void listedEntry_thatIsNotWhatItsHeaderTells_isRefusedWhenAskedFor() throws Exception {
    byte[] jar = Jars.listed().with("a", new byte[1_000]).with("b", SOME).bytes();
    assertWrong(with(jar, 22, 999), "a");
    assertWrong(with(jar, 22, 1_001), "a");
    byte[] broken = jar.clone();
    Arrays.fill(broken, 31, 36, (byte) 0xff);
    assertWrong(broken, "a");
  }

  private static void assertWrong(byte[] jar, String name) throws UsageException {
    Entries entries = read(jar);
    assertThat(entries.get("b")).isEqualTo(SOME);
    assertThatThrownBy(() -> entries.get(name))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("bytes in entry 'a', got others");
  }

  /** With another number at this place of its first header. */
  private static byte[] with(byte[] jar, int at, int number) {
    byte[] changed = jar.clone();
    changed[at] = (byte) number;
    changed[at + 1] = (byte) (number >> 8);
    return changed;
  }

  /** Such a jar is read from front to back, and told of as ever. */
  @Test
  void listedJar_withHeaderThatLeavesSomethingOpen_isReadFromFrontToBack() throws Exception {
    byte[] jar = Jars.listed().with("a", SOME).bytes();
    assertRefused(with(jar, 18, 60_000), "SONDE-NO-JAR"); // packed to more than there is
    assertRefused(with(jar, 6, 1), "SONDE-NO-JAR"); // encrypted
    assertRefused(with(jar, 8, 12), "SONDE-NO-JAR"); // packed in another way
    assertRefused(with(jar, 26, 60_000), "SONDE-NO-JAR"); // a name to beyond the end
    byte[] accent = Jars.listed().with("\u00e4", SOME).bytes();
    assertThat(read(accent).get("\u00e4")).isEqualTo(SOME);
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
    assertRefused(Jars.listed().with("fine", SOME).with(name, SOME).bytes(), id);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void entryName_withNul_isRefused(Supplier<Jars> kind) throws Exception {
    assertRefused(kind.get().with("a\0b", SOME).bytes(), "SONDE-JAR-NAME");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void entry_twice_isRefused(Supplier<Jars> kind) throws Exception {
    byte[] jar = kind.get().with("aa", SOME).with("ab", SOME).bytes();
    String twin = new String(jar, StandardCharsets.ISO_8859_1).replace("ab", "aa");
    assertRefused(twin.getBytes(StandardCharsets.ISO_8859_1), "SONDE-JAR-DUPLICATE");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void entries_tooMany_areRefused(Supplier<Jars> kind) throws Exception {
    Jars jar = kind.get();
    for (int i = 0; i <= PluginJar.MAX_ENTRIES; i++) jar.with("e" + i, new byte[0]);
    assertRefused(jar.bytes(), "SONDE-JAR-BOMB");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void content_tooLarge_isRefused(Supplier<Jars> kind) throws Exception {
    Jars jar = kind.get();
    for (int i = 0; i < 9; i++) jar.with("e" + i, new byte[4 << 20]);
    assertRefused(jar.bytes(), "SONDE-JAR-BOMB");
  }

  @Test
  void noJar_isRefused() {
    assertRefused(new byte[0], "SONDE-JAR-EMPTY");
    assertRefused("<html>".getBytes(StandardCharsets.UTF_8), "SONDE-JAR-EMPTY");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void jar_cutShort_isRefused(Supplier<Jars> kind) throws Exception {
    byte[] random = new byte[10_000];
    new Random(42).nextBytes(random);
    byte[] jar = kind.get().with("a", random).bytes();
    assertRefused(Arrays.copyOf(jar, jar.length / 2), "SONDE-NO-JAR");
  }

  private static void assertRefused(byte[] jar, String id) {
    assertThatThrownBy(() -> new PluginJar(jar).read(Jars.sha256(jar)))
        .extracting(thrown -> ((UsageException) thrown).id())
        .isEqualTo(id);
  }
}
