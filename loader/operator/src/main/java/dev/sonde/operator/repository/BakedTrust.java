package dev.sonde.operator.repository;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Sha256;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.fetch.Resources;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Properties;

/**
 * What this release trusts from the start: its TUF root, whether it is a development build, when it
 * was built, and the snapshot in {@code sonde.jar}, whose versions no other source may fall below.
 *
 * @param version of this release; empty where the trust is not a release's own
 */
public record BakedTrust(
    byte[] root, boolean development, Instant built, Resources resources, String version) {
  private static final String FIRST = "sonde/repository/metadata/1.root.json";

  /** Of no release: its repository neither withdraws nor replaces one. */
  public BakedTrust(byte[] root, boolean development, Instant built, Resources resources) {
    this(root, development, built, resources, "");
  }

  /** The trust in {@code sonde/root.json} and {@code sonde/build.properties}. */
  public static BakedTrust of(Resources resources) {
    Properties build = new Properties();
    try (InputStream in = open(resources, "sonde/build.properties");
        InputStream root = open(resources, "sonde/root.json")) {
      build.load(new java.io.InputStreamReader(in, StandardCharsets.UTF_8));
      Instant built =
          Instant.ofEpochSecond(Long.parseLong(build.getProperty("built", "0").strip()));
      boolean development = Boolean.parseBoolean(build.getProperty("development", "false").strip());
      return new BakedTrust(
          root.readAllBytes(),
          development,
          built,
          resources,
          build.getProperty("version", "").strip());
    } catch (IOException | NumberFormatException e) {
      throw new SondeException(ErrorId.IO, "sonde.jar cannot be read (" + e + "); get it again", e);
    }
  }

  /**
   * SHA-256 of the repository's first root, in hex: what policies, audits and the state know it by.
   * A release starts from the newest root of its day, and would else be a stranger to them after
   * each rotation.
   */
  public String identity() {
    try (InputStream first = resources.open(FIRST)) {
      return Sha256.hex(first == null ? root : first.readAllBytes());
    } catch (IOException e) {
      throw new SondeException(ErrorId.IO, "sonde.jar cannot be read (" + e + "); get it again", e);
    }
  }

  private static InputStream open(Resources resources, String name) throws IOException {
    InputStream in = resources.open(name);
    if (in == null) throw new IOException(name + " is missing");
    return in;
  }
}
