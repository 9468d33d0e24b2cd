package dev.sonde.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

class LoadedAheadTest {
  private static final String ENTRY = LoadedAhead.ENTRY + "trace";

  @Test
  void listedIn_namesWhatTheJarHas_inTheOrderOfTheList() {
    Jar jar = new Jar();
    jar.put(
        Merging.LIST,
        "a/Merged1 = a/B dev/sonde/tracer/Guard\na/Merged2 = dev/sonde/tracer/Watch dev/sonde/tracer/Records\n"
            .getBytes(StandardCharsets.UTF_8));
    for (String name :
        List.of("dev/sonde/tracer/Arming", "dev/sonde/tracer/Trace", "a/Merged2", "a/Other"))
      jar.put(name + ".class", new byte[0]);
    byte[] list = LoadedAhead.listedIn(jar, "trace").entries().get(ENTRY);
    assertThat(new String(list, StandardCharsets.UTF_8))
        .isEqualTo("dev.sonde.tracer.Trace\na.Merged2\ndev.sonde.tracer.Arming\n");
  }

  /** A class that has another name now: write the list anew, as its first lines say. */
  @Test
  void list_hasNoNameThatNoClassHas() throws Exception {
    try (JarFile jar = new JarFile(DistributionTest.pluginJar("tracer-full").toFile())) {
      byte[] list = jar.getInputStream(jar.getEntry(Merging.LIST)).readAllBytes();
      assertThat(LoadedAhead.names("trace"))
          .isNotEmpty()
          .allMatch(
              name ->
                  LoadedAhead.merged(list).containsKey(name)
                      || jar.getEntry(name + ".class") != null);
      assertThat(jar.getEntry(ENTRY)).isNotNull();
    }
  }
}
