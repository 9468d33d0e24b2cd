import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a jar with the pinned hash may hold. */
class SondeJarTest {
  private static final byte[] ANY = {1};
  private static final int MOST = 32 << 20;

  private final Sonde loader = new Sonde(null, null);
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ZipOutputStream zip = new ZipOutputStream(bytes);

  private SondeJarTest with(String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
    return this;
  }

  private byte[] jar() throws IOException {
    zip.close();
    return bytes.toByteArray();
  }

  private void refused(String sentence) throws IOException {
    byte[] jar = jar();
    assertThatThrownBy(() -> loader.open(jar))
        .isInstanceOf(SecurityException.class)
        .hasMessage(sentence);
  }

  @Test
  void jar_givesItsClassesAndResources() throws Exception {
    String name = "SondeJarTest.class";
    try (InputStream own = getClass().getResourceAsStream(name)) {
      loader.open(with(name, own.readAllBytes()).with("text", ANY).jar());
    }
    Class<?> defined = loader.loadClass("SondeJarTest");
    assertThat(defined.getClassLoader()).isSameAs(loader);
    assertThat(loader.loadClass("SondeJarTest")).isSameAs(defined);
    assertThat(loader.getResourceAsStream("text")).hasBinaryContent(ANY);
    assertThat(loader.getResourceAsStream("java/lang/Object.class")).isNotNull();
    assertThat(loader.getResourceAsStream("nothing")).isNull();
    assertThatThrownBy(() -> loader.loadClass("Nothing"))
        .isInstanceOf(ClassNotFoundException.class)
        .hasMessage("Nothing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/x", "../x", "a/../x", "..\\x", "a\\b", "x\0.class"})
  void name_thatIsNotPlain_isRefused(String name) throws IOException {
    with(name, ANY).refused("SONDE-JAR-NAME: expected no entry " + name.replace('\0', '?'));
  }

  @Test
  void name_upTo512Characters() throws IOException {
    loader.open(with("a".repeat(512), ANY).jar());
    SondeJarTest next = new SondeJarTest();
    next.with("a".repeat(513), ANY).refused("SONDE-JAR-NAME: expected no entry " + "a".repeat(513));
  }

  @Test
  void versions_areRefused() throws IOException {
    with("META-INF/versions/21/a", ANY)
        .refused("SONDE-JAR-MULTI-RELEASE: expected no entry META-INF/versions/21/a");
  }

  @Test
  void name_twice_isRefused() throws IOException {
    byte[] jar =
        new String(with("name-1", ANY).with("name-2", ANY).jar(), StandardCharsets.ISO_8859_1)
            .replace("name-2", "name-1")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> loader.open(jar))
        .hasMessage("SONDE-JAR-DUPLICATE: expected once: name-1");
  }

  @Test
  void entries_upTo4096() throws IOException {
    for (int i = 0; i < 4096; i++) with("e" + i, new byte[0]);
    loader.open(jar());
    SondeJarTest more = new SondeJarTest();
    for (int i = 0; i < 4097; i++) more.with("e" + i, new byte[0]);
    more.refused("SONDE-JAR-BOMB: expected less than up to e4096");
  }

  @Test
  void bytes_upTo32MiBInAll() throws IOException {
    loader.open(with("a", new byte[MOST - 1]).with("b", ANY).jar());
    new SondeJarTest()
        .with("a", new byte[MOST])
        .with("b", ANY)
        .refused("SONDE-JAR-BOMB: expected less than up to b");
  }

  @Test
  void jar_withoutEntries_isRefused() {
    for (byte[] empty : new byte[][] {{}, "no zip".getBytes(StandardCharsets.UTF_8)})
      assertThatThrownBy(() -> loader.open(empty))
          .hasMessage("SONDE-JAR-EMPTY: expected a jar with entries");
  }
}
