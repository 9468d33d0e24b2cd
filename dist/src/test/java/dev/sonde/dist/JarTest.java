package dev.sonde.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import org.junit.jupiter.api.Test;

class JarTest {
  @Test
  void bytes_sameContentInAnotherOrder() throws IOException {
    Jar first = new Jar().put("a.class", new byte[] {1}).put("b.class", new byte[] {2});
    Jar second = new Jar().put("b.class", new byte[] {2}).put("a.class", new byte[] {1});

    assertThat(first.bytes(Map.of("Main-Class", "a")))
        .isEqualTo(second.bytes(Map.of("Main-Class", "a")));
  }

  @Test
  void put_whatIsNoContent() {
    Jar jar = new Jar();
    for (String name :
        new String[] {
          "META-INF/MANIFEST.MF",
          "META-INF/BC.SF",
          "META-INF/BC.RSA",
          "META-INF/maven/a/pom.xml",
          "META-INF/versions/21/A.class",
          "module-info.class",
          "a/b/package-info.class"
        }) {
      jar.put(name, new byte[0]);
    }

    assertThat(jar.entries()).isEmpty();
  }

  @Test
  void put_services() {
    Jar jar = new Jar().put("META-INF/services/dev.sonde.api.Plugin", new byte[0]);

    assertThat(jar.entries()).containsOnlyKeys("META-INF/services/dev.sonde.api.Plugin");
  }

  /** Before the content, where a target looks for them; with bit 3 of the flags they are behind. */
  @Test
  void bytes_headersTellSizes() throws IOException {
    byte[] content = new byte[1_000];
    byte[] jar = new Jar().put("a.class", content).put("b.jar", content).bytes(Map.of());
    try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar))) {
      for (JarEntry entry; (entry = in.getNextJarEntry()) != null; ) {
        assertThat(entry.getSize()).as(entry.getName()).isEqualTo(1_000);
        assertThat(entry.getCompressedSize())
            .as(entry.getName())
            .matches(size -> size == 1_000 || size > 0 && size < 100);
        assertThat(in.readAllBytes()).isEqualTo(content);
      }
    }
  }
}
