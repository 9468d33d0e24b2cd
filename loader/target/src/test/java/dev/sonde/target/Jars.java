package dev.sonde.target;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Plugin jars made in memory. */
final class Jars {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ZipOutputStream zip = new ZipOutputStream(bytes);
  private final boolean listed;

  Jars() {
    this(false);
  }

  private Jars(boolean listed) {
    this.listed = listed;
  }

  /** Whose headers tell sizes, as those of our own build do. */
  static Jars listed() {
    return new Jars(true);
  }

  /** A jar with one plugin and the classes that it needs. */
  static byte[] of(Class<?> plugin, Class<?>... more) throws IOException {
    Jars jar =
        new Jars()
            .with(
                "META-INF/services/dev.sonde.api.Plugin",
                plugin.getName().getBytes(StandardCharsets.UTF_8))
            .with(plugin);
    for (Class<?> each : more) jar.with(each);
    return jar.bytes();
  }

  Jars with(Class<?> type) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream("/" + name)) {
      return with(name, in.readAllBytes());
    }
  }

  Jars with(String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    if (listed) tellSizes(entry, content);
    zip.putNextEntry(entry);
    zip.write(content);
    return this;
  }

  private static void tellSizes(ZipEntry entry, byte[] content) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setInput(content);
    deflater.finish();
    int packed = 0;
    while (!deflater.finished()) packed += deflater.deflate(new byte[1 << 16]);
    deflater.end();
    CRC32 sum = new CRC32();
    sum.update(content);
    entry.setCrc(sum.getValue());
    entry.setSize(content.length);
    entry.setCompressedSize(packed);
  }

  byte[] bytes() throws IOException {
    zip.close();
    return bytes.toByteArray();
  }

  static String sha256(byte[] jar) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jar));
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
