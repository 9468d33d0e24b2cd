package dev.sonde.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Sha256;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.BakedTrust;
import dev.sonde.operator.repository.PluginDescription;
import dev.sonde.operator.repository.PluginRef;
import dev.sonde.operator.repository.Repositories;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.repository.RepositorySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluginChoiceTest {
  @TempDir Path folder;
  private Workshop workshop;

  @BeforeEach
  void publish() throws IOException {
    workshop = new Workshop(folder);
    workshop.publish(
        Workshop.plugin("tracer-full", "0.9.0", 17, 1),
        Workshop.plugin("tracer-full", "0.10.0", 17, 1),
        Workshop.plugin("tracer-full", "0.10.0", 21, 1),
        Workshop.plugin("tracer-full", "0.11.0-rc1", 25, 1),
        Workshop.plugin("late", "1.0", 21, 1),
        Workshop.plugin("future", "2.0", 17, 2));
  }

  @ParameterizedTest
  @CsvSource({
    "17, , 0.10.0, 17",
    "20, , 0.10.0, 17",
    "21, , 0.10.0, 21",
    "24, , 0.10.0, 21",
    "25, , 0.11.0-rc1, 25",
    "25, 0.9.0, 0.9.0, 17"
  })
  void jar_newestThatServesTheTarget(int feature, String asked, String version, int line) {
    var jar = workshop.open().fetch(new PluginRef("tracer-full", asked, feature));
    assertThat(jar.version()).isEqualTo(version);
    assertThat(jar.line()).isEqualTo(line);
  }

  @Test
  void plugins_sorted() {
    assertThat(
            workshop.open().plugins().stream()
                .map(PluginDescription::path)
                .map(it -> it.replaceFirst(".*/", "")))
        .containsExactly(
            "future-2.0-jdk17.jar",
            "late-1.0-jdk21.jar",
            "tracer-full-0.9.0-jdk17.jar",
            "tracer-full-0.10.0-jdk17.jar",
            "tracer-full-0.10.0-jdk21.jar",
            "tracer-full-0.11.0-rc1-jdk25.jar");
  }

  @Test
  void line_missing() {
    refused(
        new PluginRef("late", null, 17),
        ErrorId.NO_JAR,
        "REPO has no jar of late for a JVM of Java 17; the lines that exist: 21; `sonde plugins` shows all");
  }

  @Test
  void version_missing() {
    refused(
        new PluginRef("tracer-full", "1.0", 17),
        ErrorId.NO_JAR,
        "REPO has no version 1.0 of tracer-full; the versions that exist: 0.9.0, 0.10.0, 0.11.0-rc1; `sonde plugins` shows all");
  }

  @Test
  void plugin_missing() {
    refused(
        new PluginRef("tracer-fool", null, 17),
        ErrorId.NO_JAR,
        "REPO has no plugin \"tracer-fool\"; the plugins that exist: future, late, tracer-full; `sonde plugins` shows all");
  }

  @Test
  void api_newerThanOurs() {
    refused(
        new PluginRef("future", null, 17),
        ErrorId.API,
        "future 2.0 needs plugin API 2, this Sonde has 1; use a newer Sonde or an older version of the plugin");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdk|21|late/late-1.0-jdk21.jar|late-1.0-jdk17.jar",
        "version|2.0|late/late-1.0-jdk21.jar|late-2.0-jdk21.jar",
        "id|sonde/other|late/late-1.0-jdk21.jar|other-1.0-jdk21.jar",
      })
  void path_unlikeTheDescription(String key, String value, String path, String described)
      throws IOException {
    Object changed = key.equals("jdk") ? Long.valueOf(17) : value;
    workshop.resign(Role.PLUGINS, signed -> custom(signed, "plugins/" + path).put(key, changed));
    String folderName = key.equals("id") ? "other/" : "late/";
    refused(
        new PluginRef("tracer-full", null, 17),
        ErrorId.IDENTITY,
        "plugins/"
            + path
            + " of REPO is described as plugins/"
            + folderName
            + described
            + "; path and description must agree, tell who published it");
  }

  @Test
  void description_thatIsMissing() throws IOException {
    String path = "plugins/late/late-1.0-jdk21.jar";
    workshop.resign(
        Role.PLUGINS,
        signed -> Workshop.map(Workshop.map(signed, "targets"), path).remove("custom"));
    refused(
        new PluginRef("late", null, 21),
        ErrorId.TARGET,
        "the description of "
            + path
            + " of REPO is not a plugin's: it has no custom object; tell who published it");
  }

  @Test
  void repository_ofAnybody_listsThePluginsOfWhomeverItHas() throws IOException {
    Workshop other = new Workshop(Files.createDirectory(folder.resolve("other")));
    other.publish(Workshop.plugin("acme/heap", "1.0", 17, 1));
    Repository open =
        Repositories.openOfAnybody(
            RepositorySource.of(other.repo.toString()),
            new BakedTrust(other.root, true, Instant.EPOCH, name -> null),
            Clock.fixed(other.now, ZoneOffset.UTC));
    assertThat(open.plugins()).extracting(PluginDescription::id).containsExactly("acme/heap");
    assertThat(open.development()).isTrue();
  }

  @Test
  void repository_ofARelease_isNotOneOfDevelopment() {
    BakedTrust release = new BakedTrust(workshop.root, false, Instant.EPOCH, name -> null);
    assertThat(workshop.open(release).development()).isFalse();
  }

  @Test
  void description_ofAForeignOwner() throws IOException {
    workshop.resign(
        Role.PLUGINS,
        signed -> custom(signed, "plugins/late/late-1.0-jdk21.jar").put("id", "acme/late"));
    refused(
        new PluginRef("late", null, 21),
        ErrorId.IDENTITY,
        "REPO lists acme/late, and may list plugins of sonde/ only; a repository must be known by the name that its"
            + " publisher gave its plugins, see `sonde repo list`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "api|2|api|1",
        "caps|[]|capabilities|[instrument]",
        "commands|[]|commands|[CommandDescription[name=trace, usage=trace JVM, summary=See calls, capability=instrument]]",
      })
  void jar_unlikeItsSignedDescription(String key, String signedValue, String property, String own)
      throws IOException {
    Object value = key.equals("api") ? Long.valueOf(1) : List.of();
    String path =
        key.equals("api")
            ? "plugins/future/future-2.0-jdk17.jar"
            : "plugins/late/late-1.0-jdk21.jar";
    workshop.resign(Role.PLUGINS, signed -> custom(signed, path).put(key, value));
    refused(
        key.equals("api") ? new PluginRef("future", null, 17) : new PluginRef("late", null, 21),
        ErrorId.IDENTITY,
        property
            + " of "
            + path
            + " of REPO is "
            + (key.equals("api") ? "2" : own)
            + " in the jar and "
            + (key.equals("api") ? "1" : "[]")
            + " in the signed description; tell who published it");
  }

  @ParameterizedTest
  @CsvSource({
    "tracer-full, 1.0, 21, id, tracer-full, late",
    "late, 1.1, 21, version, 1.1, 1.0",
    "late, 1.0, 17, line, 17, 21"
  })
  void jar_ofAnotherPluginUnderThisPath(
      String id, String version, int line, String property, String own, String signed)
      throws IOException {
    String path = "plugins/late/late-1.0-jdk21.jar";
    byte[] other = Workshop.plugin(id, version, line, 1);
    workshop.resign(
        Role.PLUGINS,
        document -> {
          Map<String, Object> target = Workshop.map(Workshop.map(document, "targets"), path);
          target.put("length", (long) other.length);
          target.put("hashes", Map.of("sha256", Sha256.hex(other)));
        });
    Files.write(new RepositoryFolder(workshop.repo).target(path, Sha256.hex(other)), other);
    refused(
        new PluginRef("late", null, 21),
        ErrorId.IDENTITY,
        property
            + " of "
            + path
            + " of REPO is "
            + own
            + " in the jar and "
            + signed
            + " in the signed description; tell who published it");
  }

  private void refused(PluginRef ref, ErrorId id, String message) {
    SondeException refusal =
        catchThrowableOfType(SondeException.class, () -> workshop.open().fetch(ref));
    assertThat(refusal)
        .hasMessage(id.id() + ": " + message.replace("REPO", workshop.repo.toString()));
    assertThat(refusal.id()).isEqualTo(id);
  }

  private static Map<String, Object> custom(Map<String, Object> signed, String path) {
    return Workshop.map(Workshop.map(Workshop.map(signed, "targets"), path), "custom");
  }
}
