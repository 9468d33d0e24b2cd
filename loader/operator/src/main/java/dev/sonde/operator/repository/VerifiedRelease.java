package dev.sonde.operator.repository;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

/** A newer Sonde that passed every check, taken apart in memory. */
public final class VerifiedRelease {
  private static final String BUILD = "sonde/build.properties";

  private final String version;
  private final Map<String, byte[]> entries;

  private VerifiedRelease(String version, Map<String, byte[]> entries) {
    this.version = version;
    this.entries = entries;
  }

  /** {@code jar} has the length and the digests that signed metadata lists for {@code version}. */
  static VerifiedRelease of(String version, byte[] jar, String where) {
    Map<String, byte[]> entries = JarCheck.ofRelease(where).entries(jar);
    String own = version(entries);
    if (own.equals(version)) return new VerifiedRelease(version, entries);
    String text =
        "version of %s is %s in the jar and %s in the signed description; tell who published it";
    throw new SondeException(ErrorId.IDENTITY, String.format(text, where, own, version));
  }

  private static String version(Map<String, byte[]> entries) {
    Properties build = new Properties();
    try {
      byte[] text = entries.getOrDefault(BUILD, new byte[0]);
      build.load(new StringReader(new String(text, StandardCharsets.UTF_8)));
    } catch (IOException | IllegalArgumentException e) {
      return "unreadable";
    }
    return build.getProperty("version", "missing").strip();
  }

  public String version() {
    return version;
  }

  /** The jar's entries by name. */
  public Map<String, byte[]> entries() {
    return entries;
  }
}
