package dev.sonde.jshell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocationTest {
  @ParameterizedTest
  @CsvSource({
    "file:/opt/a.jar,                                  /opt/a.jar,   ''",
    "file:///opt/classes/,                             /opt/classes/, ''",
    "file:/opt/a%20b.jar,                              /opt/a b.jar, ''",
    "jar:file:/opt/a.jar!/,                            /opt/a.jar,   ''",
    "jar:file:/opt/a.jar!/BOOT-INF/lib/b-1.jar!/,      /opt/a.jar,   BOOT-INF/lib/b-1.jar",
    "jar:file:/opt/a.jar!/BOOT-INF/classes!/,          /opt/a.jar,   BOOT-INF/classes",
    "jar:nested:/opt/a.jar/!BOOT-INF/lib/b-1.jar!/,    /opt/a.jar,   BOOT-INF/lib/b-1.jar",
    "jar:nested:/opt/a.jar/!BOOT-INF/classes/!/,       /opt/a.jar,   BOOT-INF/classes/"
  })
  void url(String url, String file, String inside) {
    assertThat(Location.of(url)).contains(new Location(file, inside));
  }

  @ParameterizedTest
  @CsvSource({"http://host/a.jar", "jrt:/java.sql", "bundle://3.0:1/"})
  void url_ofNoFile(String url) {
    assertThat(Location.of(url)).isEmpty();
  }
}
