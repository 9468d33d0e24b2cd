package dev.sonde.operator.repository.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateHomeTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "/home/ada, /home/ada/.sonde",
        "/, -",
        "?, -",
        "relative, -",
        "'', -",
        "/a, /a/.sonde"
      })
  void home_isTheUsers(String user, String expected) {
    String before = System.getProperty("user.home");
    System.setProperty("user.home", user);
    try {
      assertThat(StateHome.of(Map.of()).path())
          .isEqualTo(Optional.ofNullable(expected).map(Path::of));
      assertThat(StateHome.of(Map.of("SONDE_HOME", "")).path())
          .isEqualTo(Optional.ofNullable(expected).map(Path::of));
      assertThat(StateHome.of(Map.of("SONDE_HOME", "/elsewhere")).path())
          .hasValue(Path.of("/elsewhere"));
    } finally {
      System.setProperty("user.home", before);
    }
  }

  @Test
  void home_isMadeWhereItIsNeeded() throws IOException {
    Path path = folder.toRealPath().resolve("home");
    StateHome home = new StateHome(Optional.of(path));
    assertThat(home.find("x")).isEmpty();
    assertThat(path).doesNotExist();
    assertThat(home.folder()).isEqualTo(path).isDirectory();
    assertThat(home.find("x")).isEmpty();
    assertThat(home.make("x").path()).isEqualTo(path.resolve("x")).isDirectory();
    assertThat(home.find("x")).hasValue(new PrivateFolder(path.resolve("x")));
  }

  @Test
  void home_thatWouldHaveToBeMade_isNoneToThoseWhoOnlyLook() {
    StateHome home = new StateHome(Optional.of(folder));
    assertThat(home.existing()).isEqualTo(home);
    assertThat(new StateHome(Optional.of(folder.resolve("missing"))).existing())
        .isEqualTo(StateHome.none());
    assertThat(StateHome.none().existing()).isEqualTo(StateHome.none());
  }

  @Test
  void home_belowALink_isTheRealOne() throws IOException {
    Path real = Files.createDirectory(folder.toRealPath().resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    assertThat(new StateHome(Optional.of(link.resolve("home"))).folder())
        .isEqualTo(real.resolve("home"));
  }

  @Test
  void home_thatIsNone_keepsNothing() throws IOException {
    List<String> warnings = new ArrayList<>();
    assertThat(StateHome.none().open("root", warnings::add).lastRefreshed()).isEmpty();
    assertThat(StateHome.none().find("x")).isEmpty();
    assertThatThrownBy(() -> StateHome.none().folder()).hasMessageContaining("set SONDE_HOME");
    assertThatThrownBy(() -> StateHome.none().make("x")).hasMessageContaining("set SONDE_HOME");
    assertThat(warnings).isEmpty();
  }
}
