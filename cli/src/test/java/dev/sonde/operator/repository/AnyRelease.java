package dev.sonde.operator.repository;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A release that has passed all checks, as it is said. */
public final class AnyRelease {
  private AnyRelease() {}

  /** With these classes of the class path of the tests. */
  public static VerifiedRelease of(String version, Class<?>... classes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry("sonde/build.properties"));
      out.write(("version=" + version).getBytes(StandardCharsets.UTF_8));
      for (Class<?> each : classes) {
        String name = each.getName().replace('.', '/') + ".class";
        out.putNextEntry(new ZipEntry(name));
        try (InputStream in = each.getClassLoader().getResourceAsStream(name)) {
          out.write(in.readAllBytes());
        }
      }
    }
    return VerifiedRelease.of(version, bytes.toByteArray(), "a test");
  }
}
