package dev.sonde.operator.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.operator.SondeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check of a jar whose headers tell all, as our build writes it. */
class PlainHeadersTest {
  private static final int CONTENT_OF_A = 30 + 1;

  @ParameterizedTest
  @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
  void entry_isFound(int method) throws IOException {
    byte[] jar = zip(method, "a", "other", "b/C.class", "this", "d/", "");
    assertThat(PlainHeaders.tellAll(jar)).isTrue();
    assertThat(check(jar, "b/C.class")).hasValue("this".getBytes(StandardCharsets.UTF_8));
    assertThat(check(jar, "e")).isEmpty();
  }

  /** That is what makes it fast, and the target's to refuse. */
  @Test
  void entry_thatNobodyWants_isNotUnpacked() throws IOException {
    byte[] jar = zip(ZipEntry.DEFLATED, "a", "x".repeat(500), "b", "this");
    jar[CONTENT_OF_A] = 7; // a kind of block that there is not
    assertThat(PlainHeaders.tellAll(jar)).isTrue();
    assertThat(check(jar, "b")).isPresent();
    assertThatThrownBy(() -> new JarCheck("x.jar").entry(jar, "b"))
        .hasMessageStartingWith("SONDE-JAR-EMPTY: x.jar is not a whole jar (");
    assertThatThrownBy(() -> check(jar, "a"))
        .isInstanceOf(SondeException.class)
        .hasMessageStartingWith("SONDE-JAR-EMPTY: x.jar is not a whole jar (");
  }

  @Test
  void rules_areThoseOfAnyJar() throws IOException {
    refused("SONDE-JAR-NAME", zip(ZipEntry.STORED, "a", "x", "../b", "y"));
    refused("SONDE-JAR-NAME", zip(ZipEntry.STORED, "dev/sonde/wire/X.class", "x"));
    refused("SONDE-JAR-MULTI-RELEASE", zip(ZipEntry.STORED, "META-INF/versions/21/X", "x"));
    refused("SONDE-JAR-DUPLICATE", zip(ZipEntry.STORED, "a/B", "x", "A/b", "y"));
    String most = "0".repeat(20 << 20);
    refused("SONDE-JAR-BOMB", zip(ZipEntry.DEFLATED, "b", most, "c", most));
  }

  private static void refused(String id, byte[] jar) {
    assertThat(PlainHeaders.tellAll(jar)).isTrue();
    assertThatThrownBy(() -> check(jar, "a")).hasMessageStartingWith(id + ": x.jar ");
  }

  /** What is cut off anywhere is read from front to back, which says what is wrong. */
  @Test
  void jar_thatIsNotWhole_tellsNotAll() throws IOException {
    byte[] jar = zip(ZipEntry.DEFLATED, "a", "x".repeat(500), "b", "this");
    int directory = directory(jar);
    for (int length = 0; length < directory + 4; length++)
      assertThat(PlainHeaders.tellAll(Arrays.copyOf(jar, length))).as("%s", length).isFalse();
    assertThatThrownBy(() -> check(Arrays.copyOf(jar, CONTENT_OF_A + 4), "a"))
        .hasMessageStartingWith("SONDE-JAR-EMPTY: x.jar is not a whole jar (");
  }

  /** The flag of sizes behind the content, another method, a negative size, a name in no ASCII. */
  @Test
  void header_thatLeavesAnythingOpen_tellsNotAll() throws IOException {
    byte[] jar = zip(ZipEntry.STORED, "a", "content");
    for (int at : new int[] {6, 8, 21, 25, 30}) {
      byte[] other = jar.clone();
      other[at] |= (byte) 0x88;
      assertThat(PlainHeaders.tellAll(other)).as("%s", at).isFalse();
    }
    assertThat(PlainHeaders.tellAll(jar)).isTrue();
  }

  private static int directory(byte[] jar) {
    for (int at = 0; ; at++)
      if (jar[at] == 'P' && jar[at + 1] == 'K' && jar[at + 2] == 1 && jar[at + 3] == 2) return at;
  }

  private static Optional<byte[]> check(byte[] jar, String wanted) {
    return new JarCheck("x.jar").entryAsTold(jar, wanted);
  }

  private static byte[] zip(int method, String... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (int i = 0; i < entries.length; i += 2) {
        byte[] content = entries[i + 1].getBytes(StandardCharsets.UTF_8);
        ZipEntry entry = new ZipEntry(entries[i]);
        CRC32 sum = new CRC32();
        sum.update(content);
        entry.setMethod(method);
        entry.setCrc(sum.getValue());
        entry.setSize(content.length);
        entry.setCompressedSize(method == ZipEntry.STORED ? content.length : deflated(content));
        out.putNextEntry(entry);
        out.write(content);
      }
    }
    return bytes.toByteArray();
  }

  private static int deflated(byte[] content) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setInput(content);
    deflater.finish();
    int length = 0;
    for (byte[] part = new byte[1 << 16]; !deflater.finished(); ) length += deflater.deflate(part);
    deflater.end();
    return length;
  }
}
