package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.cert.Certificate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnJarTest {
  @TempDir private Path folder;

  @Test
  void jar_givesItsEntries_andNoOthers() throws IOException {
    OwnJar jar = OwnJar.of(source(jar("sonde.jar")));
    try (InputStream in = jar.open("sonde/a.txt")) {
      assertThat(in).hasContent("a");
    }
    assertThat(jar.open("java/lang/Object.class")).isNull();
    assertThat(jar.open("dev/sonde/cli/OwnJar.class")).isNull();
  }

  @Test
  void classesOfAnotherPlace_haveNone() throws IOException {
    assertThat(OwnJar.of(null)).isNull();
    assertThat(OwnJar.of(new CodeSource(null, (Certificate[]) null))).isNull();
    assertThat(OwnJar.of(source(folder))).isNull();
    assertThat(OwnJar.of(source(jar("ä b.jar")))).as("another path as a URL").isNull();
    URL web = new URL("http://127.0.0.1:1/sonde.jar");
    assertThat(OwnJar.of(new CodeSource(web, (Certificate[]) null))).isNull();
  }

  @Test
  void jar_thatIsGone_isSaid() throws IOException {
    CodeSource gone = source(folder.resolve("gone.jar"));
    assertThatThrownBy(() -> OwnJar.of(gone)).isInstanceOf(UncheckedIOException.class);
  }

  private Path jar(String name) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("sonde/a.txt"));
      zip.write('a');
    }
    return file;
  }

  private static CodeSource source(Path place) throws MalformedURLException {
    return new CodeSource(place.toUri().toURL(), (Certificate[]) null);
  }
}
