package dev.sonde.target;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Plugin jars made in memory. */
final class Jars {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ZipOutputStream zip = new ZipOutputStream(bytes);

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
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    return this;
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
