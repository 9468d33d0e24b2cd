package dev.sonde.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkTest {
  @TempDir Path home;

  @Test
  void read_versionOfReleaseFile() throws IOException {
    plantJavac();
    Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"21.0.13\"\n");

    assertThat(Jdk.read(home)).contains(new Jdk(home, 21));
  }

  @Test
  void read_runtimeWithoutCompiler() throws IOException {
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"21\"\n");

    assertThat(Jdk.read(home)).isEmpty();
  }

  @Test
  void read_noReleaseFile() throws IOException {
    plantJavac();

    assertThat(Jdk.read(home)).isEmpty();
  }

  @Test
  void atLeast_versionOfTheFuture() {
    assertThat(Jdk.atLeast(10_000)).isEmpty();
  }

  private void plantJavac() throws IOException {
    Path javac = home.resolve("bin/javac");
    Files.createDirectories(javac.getParent());
    Files.writeString(javac, "");
    assertThat(javac.toFile().setExecutable(true)).isTrue();
  }
}
