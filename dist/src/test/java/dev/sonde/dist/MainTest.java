package dev.sonde.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Asks the compiled {@code dev.sonde.Main}, which no class path of this module has, because it is
 * compiled for Java 8.
 */
class MainTest {
  @ParameterizedTest
  @CsvSource({"1.8, 8", "9, 9", "17, 17", "25, 25"})
  void feature_ofSpecificationVersion(String version, int feature) throws Exception {
    assertThat(call("feature", version)).isEqualTo(feature);
  }

  @Test
  void refusal_saysWhatIsNeededAndWhatThereIs() throws Exception {
    assertThat(call("refusal", "1.8.0_402", "/opt/jre8"))
        .isEqualTo(
            "SONDE-JAVA: Sonde needs a Java runtime of version 17 or later, and this one is 1.8.0_402 (/opt/jre8): "
                + "start it with another, as in /path/to/jdk-17/bin/java -jar sonde.jar");
  }

  private static Object call(String name, Object... arguments)
      throws ReflectiveOperationException, IOException {
    URL[] classes = {Path.of("target/main-classes").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classes)) {
      for (Method method : loader.loadClass("dev.sonde.Main").getDeclaredMethods()) {
        if (method.getName().equals(name)) {
          method.setAccessible(true);
          return method.invoke(null, arguments);
        }
      }
    }
    throw new NoSuchMethodException(name);
  }
}
