package dev.sonde.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.api.Plugin;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PluginLoaderTest {
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
}
