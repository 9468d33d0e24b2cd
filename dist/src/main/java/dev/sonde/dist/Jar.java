package dev.sonde.dist;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A jar in memory: its entries by name, sorted, so that equal content gives equal bytes. */
final class Jar {
  private static final LocalDateTime SAME_TIME_ALWAYS = LocalDateTime.of(1980, 2, 1, 0, 0);
  private static final Pattern NOT_CONTENT =
      Pattern.compile(
          "META-INF/(MANIFEST\\.MF|maven/.*|versions/.*|[^/]*\\.(SF|RSA|DSA|EC))|(.*/)?(module|package)-info\\.class");

  private final SortedMap<String, byte[]> entries = new TreeMap<>();

  /**
   * The content of a module's folder of classes; without manifest and package-info, which say
   * nothing at run time.
   */
  static Jar ofFolder(Path folder) throws IOException {
    Jar jar = new Jar();
    for (Path file : Folders.files(folder)) {
      jar.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
    }
    return jar;
  }

  Jar put(String name, byte[] bytes) {
    if (!NOT_CONTENT.matcher(name).matches()) {
      entries.put(name, bytes);
    }
    return this;
  }

  Jar putAll(Jar other) {
    entries.putAll(other.entries);
    return this;
  }

  Map<String, byte[]> entries() {
    return Collections.unmodifiableMap(entries);
  }

  byte[] bytes(Map<String, String> manifest) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(Deflater.BEST_COMPRESSION);
      write(zip, "META-INF/MANIFEST.MF", manifestBytes(manifest));
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        write(zip, entry.getKey(), entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static void write(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(SAME_TIME_ALWAYS);
    CRC32 sum = new CRC32();
    sum.update(bytes);
    entry.setCrc(sum.getValue());
    entry.setSize(bytes.length);
    // A jar in a jar gains a fourteenth by being deflated again, and is unpacked at each start.
    if (name.endsWith(".jar")) entry.setMethod(ZipEntry.STORED);
    else entry.setCompressedSize(deflated(bytes));
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  /** Known beforehand, it stands before the content, where a target looks for it. */
  private static int deflated(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(bytes);
    deflater.finish();
    byte[] part = new byte[64 << 10];
    int length = 0;
    while (!deflater.finished()) length += deflater.deflate(part);
    deflater.end();
    return length;
  }

  private static byte[] manifestBytes(Map<String, String> attributes) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    new TreeMap<>(attributes).forEach(manifest.getMainAttributes()::putValue);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    manifest.write(bytes);
    return bytes.toByteArray();
  }
}
