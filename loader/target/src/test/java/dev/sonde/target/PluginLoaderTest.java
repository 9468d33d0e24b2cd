package dev.sonde.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.api.Plugin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PluginLoaderTest {
  private static final String LOUD = Loud.class.getName();
  private static final String LOUD_FILE = LOUD.replace('.', '/') + ".class";
  private static final String RUN = "dev.sonde.target.PluginLoaderTest.run";

  private final PluginLoader loader =
      new PluginLoader(
          "test",
          Entries.of(
              Map.of(
                  "text",
                  "hello".getBytes(StandardCharsets.UTF_8),
                  "a/Broken.class",
                  new byte[4])));

  @Test
  void pluginApi_isTheLoadersOwn() throws Exception {
    assertThat(loader.loadClass(Plugin.class.getName())).isSameAs(Plugin.class);
  }

  @Test
  void jdk_isVisible() throws Exception {
    assertThat(loader.loadClass("java.util.zip.ZipFile")).isSameAs(java.util.zip.ZipFile.class);
  }

  @Test
  void insidesOfTheLoader_areNotVisible() {
    assertThatThrownBy(() -> loader.loadClass(Tenant.class.getName()))
        .isInstanceOf(ClassNotFoundException.class);
    assertThatThrownBy(() -> loader.loadClass("dev.sonde.wire.Frame"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void application_isNotVisible() {
    assertThatThrownBy(() -> loader.loadClass("org.junit.jupiter.api.Test"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void resource_isReadFromTheJar() throws Exception {
    assertThat(loader.getResourceAsStream("text")).hasContent("hello");
    assertThat(loader.getResourceAsStream("nothing")).isNull();
  }

  @Test
  void brokenClass_isAnErrorOfThatClass() {
    assertThatThrownBy(() -> loader.loadClass("a.Broken")).isInstanceOf(ClassFormatError.class);
  }

  /** Tells when it is initialised. */
  static final class Loud {
    static {
      System.setProperty(RUN, "yes");
    }
  }

  @Test
  void listedClasses_areLoadedAhead_andNothingOfThemRuns() throws Exception {
    List<String> asked = new ArrayList<>();
    PluginLoader listed = new PluginLoader("test", entries(asked, LOUD + "\na.Missing\na.Later\n"));
    listed.loadAhead("other");
    assertThat(asked).containsExactly("META-INF/sonde-ahead/other");
    asked.clear();
    listed.loadAhead("trace");
    assertThat(asked).containsExactly("META-INF/sonde-ahead/trace", LOUD_FILE, "a/Missing.class");
    assertThat(System.getProperty(RUN)).isNull();
    assertThat(listed.loadClass(LOUD).getClassLoader()).isSameAs(listed);
    assertThat(asked).as("loaded once").doesNotHaveDuplicates();
    Class.forName(LOUD, true, listed);
    assertThat(System.clearProperty(RUN)).as("it can be told").isEqualTo("yes");
  }

  private Entries entries(List<String> asked, String list) throws IOException {
    Map<String, byte[]> content = new HashMap<>();
    content.put("META-INF/sonde-ahead/trace", list.getBytes(StandardCharsets.UTF_8));
    try (InputStream in = Loud.class.getResourceAsStream("/" + LOUD_FILE)) {
      content.put(LOUD_FILE, in.readAllBytes());
    }
    return Entries.of(
        new AbstractMap<>() {
          @Override
          public byte[] get(Object name) {
            asked.add((String) name);
            return content.get(name);
          }

          @Override
          public Set<Entry<String, byte[]>> entrySet() {
            return content.entrySet();
          }
        });
  }
}
