package dev.sonde.target;

import dev.sonde.api.UsageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The entries of a jar that exists in memory only. Read from front to back; whatever could mean two
 * things is refused.
 */
final class PluginJar {
  static final int MAX_ENTRIES = 4096;
  static final int MAX_BYTES = 32 << 20;

  /** The packages of the loader itself: a plugin that brings them would hide or double ours. */
  private static final String[] OURS = {
    "dev/sonde/api/", "dev/sonde/json/", "dev/sonde/wire/", "dev/sonde/target/", "java/"
  };

  private PluginJar() {}

  /**
   * Checks the hash and reads all entries but folders.
   *
   * @throws UsageException with SONDE-HASH, SONDE-NO-JAR or SONDE-JAR-..
   */
  static Map<String, byte[]> read(byte[] jar, String sha256) throws UsageException {
    String actual = sha256(jar);
    if (!actual.equals(sha256))
      throw new UsageException(
          "SONDE-HASH",
          "expected a plugin jar with SHA-256 "
              + sha256
              + ", got "
              + actual
              + " ("
              + jar.length
              + " bytes)");
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
      Map<String, byte[]> entries = entries(in);
      if (entries.isEmpty())
        throw new UsageException("SONDE-JAR-EMPTY", "expected a plugin jar with entries, got none");
      return entries;
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new UsageException(
          "SONDE-NO-JAR", "expected a plugin jar that can be read: " + unreadable.getMessage());
    }
  }

  private static Map<String, byte[]> entries(ZipInputStream in) throws IOException, UsageException {
    Map<String, byte[]> entries = new HashMap<>();
    int count = 0;
    int bytes = 0;
    for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
      String name = entry.getName();
      checkName(name);
      byte[] content = in.readNBytes(MAX_BYTES - bytes + 1);
      bytes += content.length;
      if (++count > MAX_ENTRIES || bytes > MAX_BYTES)
        throw new UsageException(
            "SONDE-JAR-BOMB",
            "expected at most "
                + MAX_ENTRIES
                + " entries and "
                + MAX_BYTES
                + " bytes, got more at '"
                + name
                + "'");
      if (!entry.isDirectory() && entries.put(name, content) != null)
        throw new UsageException(
            "SONDE-JAR-DUPLICATE", "expected each entry once, got '" + name + "' twice");
    }
    return entries;
  }

  private static void checkName(String name) throws UsageException {
    if (name.startsWith("/")
        || name.contains("..")
        || name.indexOf('\\') >= 0
        || name.indexOf(0) >= 0)
      throw new UsageException(
          "SONDE-JAR-NAME", "expected plain relative entry names, got '" + name + "'");
    if (name.startsWith("META-INF/versions/"))
      throw new UsageException(
          "SONDE-JAR-MULTI-RELEASE", "expected a jar for one JDK line, got '" + name + "'");
    for (String ours : OURS)
      if (name.startsWith(ours) && name.endsWith(".class"))
        throw new UsageException(
            "SONDE-JAR-NAME", "expected no class in the loader's own packages, got '" + name + "'");
  }

  private static String sha256(byte[] jar) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jar));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
