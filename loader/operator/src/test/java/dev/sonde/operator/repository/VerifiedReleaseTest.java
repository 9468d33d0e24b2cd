package dev.sonde.operator.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifiedReleaseTest {
  private static byte[] jar(String name, String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void release_saysItsVersion() throws IOException {
    byte[] jar = jar("sonde/build.properties", "version= 1.2.3 \n");
    VerifiedRelease release = VerifiedRelease.of("1.2.3", jar, "x.jar");
    assertThat(release.version()).isEqualTo("1.2.3");
    assertThat(release.entries()).containsOnlyKeys("sonde/build.properties");
  }

  @ParameterizedTest
  @CsvSource({
    "sonde/build.properties, version=1.2.4, 1.2.4",
    "sonde/build.properties, x=y, missing",
    "sonde/build.properties, version=\\u12, unreadable",
    "other, version=1.2.3, missing",
  })
  void release_ofAnotherVersion_isRefused(String name, String text, String own) throws IOException {
    byte[] jar = jar(name, text);
    assertThatThrownBy(() -> VerifiedRelease.of("1.2.3", jar, "x.jar"))
        .hasMessage(
            "SONDE-IDENTITY: version of x.jar is "
                + own
                + " in the jar and 1.2.3 in the signed description; tell who published it");
  }
}
