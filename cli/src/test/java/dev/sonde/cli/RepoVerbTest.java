package dev.sonde.cli;

import static dev.sonde.cli.Typed.sonde;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.Exit;
import dev.sonde.operator.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepoVerbTest {
  private static final byte[] ROOT = "{}".getBytes(StandardCharsets.UTF_8);

  @TempDir Path base;
  private final FakeMachine machine = new FakeMachine();

  /** A book with one repository whose folder is gone, and one entry that is damaged. */
  private void write(String name, String entry) throws IOException {
    machine.home = base.toRealPath().resolve("home");
    Path folder = machine.home.resolve("repositories");
    for (Path each : new Path[] {machine.home, folder})
      if (!Files.exists(each))
        Files.createDirectory(
            each,
            java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
                java.nio.file.attribute.PosixFilePermissions.fromString("rwx------")));
    Files.writeString(folder.resolve(name + ".entry"), entry);
  }

  @Test
  void list_showsNameRootAndAddress_andWhatIsDamaged() throws IOException {
    write("acme", Sha256.hex(ROOT) + " /srv/acme\n{}");
    write("broken", "x");
    Typed list = sonde(machine, "repo", "list");
    assertThat(list.out())
        .isEqualTo(
            "NAME  ROOT" + " ".repeat(62) + "ADDRESS\nacme  " + Sha256.hex(ROOT) + "  /srv/acme\n");
    assertThat(list.err()).startsWith("SONDE-STATE: what was kept of repository broken is damaged");
    assertThat(list.exit()).isEqualTo(Exit.UNVERIFIED);
    assertThat(sonde(machine, "repo", "list", "--json").out())
        .isEqualTo(
            "{\"v\":1,\"kind\":\"repository\",\"name\":\"acme\",\"root\":\""
                + Sha256.hex(ROOT)
                + "\",\"address\":\"/srv/acme\"}\n");
  }

  @Test
  void list_ofNothing_saysSo() {
    assertThat(sonde(machine, "repo", "list"))
        .isEqualTo(
            new Typed(
                Exit.DONE, "", "no repository but Sonde's own; sonde repo add makes one known\n"));
  }

  @Test
  void remove_forgets() throws IOException {
    write("acme", Sha256.hex(ROOT) + " /srv/acme\n{}");
    assertThat(sonde(machine, "repo", "remove", "acme"))
        .isEqualTo(new Typed(Exit.DONE, "acme is forgotten\n", ""));
    assertThat(sonde(machine, "repo", "remove", "acme").exit()).isEqualTo(Exit.NO_MATCH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "repo add",
        "repo add acme",
        "repo add acme /srv/acme",
        "repo add acme /srv/acme x --root 00",
        "repo list acme",
        "repo remove",
        "repo forget acme"
      })
  void words_thatAreWrong_areRefused(String line) {
    Typed typed = sonde(machine, line.split(" "));
    assertThat(typed.exit()).isEqualTo(Exit.USAGE);
    assertThat(typed.err()).startsWith("SONDE-USAGE: expected ");
  }

  @Test
  void plugins_ofOneRepositoryThatFails_hideNoOthers() throws IOException {
    write("acme", Sha256.hex(ROOT) + " /srv/acme\n{}");
    write("broken", "x");
    Typed plugins = sonde(machine, "plugins");
    assertThat(plugins.out()).contains("tracer-full");
    assertThat(plugins.err())
        .contains("SONDE-JSON: the first root of /srv/acme", "(repository acme)\n")
        .contains("SONDE-STATE: what was kept of repository broken", "(repository broken)\n");
    assertThat(plugins.exit()).isEqualTo(Exit.UNVERIFIED);
  }
}
