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
import org.jspecify.annotations.Nullable;

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

  private final byte[] jar;
  private @Nullable String sha256;

  PluginJar(byte[] jar) {
    this.jar = jar;
  }

  /**
   * Checks the hash and reads all entries but folders. They are looked for while another thread may
   * be at {@link #sha256}. Nothing of them is given out before it is known.
   *
   * @throws UsageException with SONDE-HASH, or else SONDE-NO-JAR or SONDE-JAR-..
   */
  Entries read(String expected) throws UsageException {
    try {
      Entries entries = entries();
      check(expected);
      return entries;
    } catch (UsageException odd) {
      check(expected);
      throw odd;
    }
  }

  private void check(String expected) throws UsageException {
    String actual = sha256();
    if (!actual.equals(expected))
      throw new UsageException(
          "SONDE-HASH",
          "expected a plugin jar with SHA-256 "
              + expected
              + ", got "
              + actual
              + " ("
              + jar.length
              + " bytes)");
  }

  private Entries entries() throws UsageException {
    Entries listed = listed();
    Entries entries = listed != null ? listed : unpacked();
    if (entries.names().isEmpty())
      throw new UsageException("SONDE-JAR-EMPTY", "expected a plugin jar with entries, got none");
    return entries;
  }

  /** Null where a header leaves anything open. */
  private @Nullable Entries listed() throws UsageException {
    Entries entries = Entries.in(jar);
    int count = 0;
    long bytes = 0;
    for (int at = 0; Entries.begins(jar, at); at = Entries.next(jar, at)) {
      if (!Entries.isPlain(jar, at)) return null;
      String name = Entries.name(jar, at);
      checkName(name);
      bytes += Entries.size(jar, at);
      checkSize(++count, bytes, name);
      if (!name.endsWith("/") && !entries.add(name, at)) throw duplicate(name);
    }
    return entries;
  }

  private Entries unpacked() throws UsageException {
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
      return Entries.of(unpacked(in));
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new UsageException(
          "SONDE-NO-JAR", "expected a plugin jar that can be read: " + unreadable.getMessage());
    }
  }

  private static Map<String, byte[]> unpacked(ZipInputStream in)
      throws IOException, UsageException {
    Map<String, byte[]> entries = new HashMap<>();
    int count = 0;
    int bytes = 0;
    for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
      String name = entry.getName();
      checkName(name);
      byte[] content = in.readNBytes(MAX_BYTES - bytes + 1);
      bytes += content.length;
      checkSize(++count, bytes, name);
      if (!entry.isDirectory() && entries.put(name, content) != null) throw duplicate(name);
    }
    return entries;
  }

  private static void checkSize(int count, long bytes, String name) throws UsageException {
    if (count > MAX_ENTRIES || bytes > MAX_BYTES)
      throw new UsageException(
          "SONDE-JAR-BOMB",
          "expected at most "
              + MAX_ENTRIES
              + " entries and "
              + MAX_BYTES
              + " bytes, got more at '"
              + name
              + "'");
  }

  private static UsageException duplicate(String name) {
    return new UsageException(
        "SONDE-JAR-DUPLICATE", "expected each entry once, got '" + name + "' twice");
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

  /** In hex. Computed by who asks first; others wait. */
  synchronized String sha256() {
    if (sha256 == null) sha256 = sha256(jar);
    return sha256;
  }

  private static String sha256(byte[] jar) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jar));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
