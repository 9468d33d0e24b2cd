package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.Child;
import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.Jdk;
import dev.sonde.tests.fixture.Jdks;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.Terminal;
import dev.sonde.tests.fixture.Tmux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people paste into a jshell, and how they do it. With {@code -Dsonde.matrix=full} each text
 * in each way into each JDK; otherwise some, the rest of which {@link MiniIT} and {@link JshellIT}
 * have.
 */
class PastingIT {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String REFUSED = "refused: expected one class and one method, no wildcard";

  @RegisterExtension final Stage stage = new Stage();

  /** How a text comes to jshell. */
  enum Way {
    /** As if typed. */
    RAW,
    /** By a terminal that says where a paste begins and ends: most. */
    BRACKETED,
    /** Typed, where jshell does not draw. */
    DUMB,
    /** By tmux's own key. */
    TMUX
  }

  enum Text {
    LINE("Sonde", "target/dist/bootstrap/paste.jsh"),
    BOOTSTRAP("Sonde", "target/dist/bootstrap/Sonde.java"),
    MINI("TracerMini", "plugins/tracer-mini/TracerMini.java");

    private final String type;
    private final String file;

    Text(String type, String file) {
      this.type = type;
      this.file = file;
    }

    String read() {
      try {
        return Files.readString(Dist.root().resolve(file)).strip();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    /** What only the class that was pasted can answer, with a number of ours. */
    String question(int number) {
      return type.equals("Sonde")
          ? "System.out.println(\"SAYS \" + " + number + " + (Sonde.run(\"list\") != null))"
          : "System.out.println(\"SAYS \" + " + number + "); TracerMini.trace(\"1\", \"*\", \"*\")";
    }

    String answer(int number) {
      return type.equals("Sonde") ? "SAYS " + number + "true" : "SAYS " + number;
    }
  }

  /**
   * @param end of each line
   */
  record Pasting(Text text, Way way, String end) {
    String pasted() {
      return text.read().replace("\n", end);
    }

    /** A second time is of interest once for each text and way, and typing is slow. */
    int times() {
      return end.equals("\n") && (way != Way.RAW || text == Text.LINE) ? 2 : 1;
    }

    @Override
    public String toString() {
      return text + " " + way + (end.equals("\n") ? "" : " CRLF");
    }
  }

  static Stream<Arguments> pastings() {
    if ("full".equals(System.getProperty("sonde.matrix"))) return all().stream();
    return Stream.of(
        Arguments.of(new Pasting(Text.BOOTSTRAP, Way.BRACKETED, "\r\n"), Jdks.oldest()),
        Arguments.of(new Pasting(Text.MINI, Way.TMUX, "\n"), Jdks.newest()));
  }

  private static List<Arguments> all() {
    List<Arguments> all = new ArrayList<>();
    for (Jdk jdk : Jdks.supported())
      for (Text text : Text.values())
        for (Way way : Way.values())
          for (String end : List.of("\n", "\r\n"))
            if (way != Way.DUMB || text == Text.MINI)
              all.add(Arguments.of(new Pasting(text, way, end), jdk));
    return all;
  }

  /** And mostly once more: the second paste takes the place of the first. */
  @ParameterizedTest
  @MethodSource("pastings")
  void text_pasted_works(Pasting pasting, Jdk jdk) {
    assumeTrue(jdk.has("jshell"), jdk + " has no jshell");
    if (pasting.way() == Way.TMUX) inTmux(pasting, jdk);
    else atTerminal(pasting, jdk);
  }

  private void atTerminal(Pasting pasting, Jdk jdk) {
    boolean dumb = pasting.way() == Way.DUMB;
    String term = dumb ? "dumb" : "xterm-256color";
    Terminal jshell =
        stage.terminal("stty rows 50 columns 140; TERM=" + term + " exec " + command(jdk));
    jshell.shows("/help intro");
    String type = pasting.text().type;
    for (int i = 0; i < pasting.times(); i++) {
      if (pasting.way() == Way.BRACKETED) jshell.paste(pasting.pasted());
      else jshell.press(pasting.pasted() + pasting.end());
      String said = i == 0 ? "created class " + type : " class " + type;
      int expected = i + 1;
      Await.until(said, PATIENCE, () -> count(jshell.screen(), type) >= expected, jshell::screen);
      jshell.type(pasting.text().question(700 + i)).shows(pasting.text().answer(700 + i));
    }
    if (pasting.text() == Text.MINI) jshell.shows(REFUSED);
    jshell.type("/exit");
  }

  private void inTmux(Pasting pasting, Jdk jdk) {
    try (Tmux tmux = Tmux.run(stage.folder(), command(jdk))) {
      tmux.shows("jshell>");
      for (int i = 0; i < pasting.times(); i++) {
        tmux.paste(pasting.pasted()).type("");
        int expected = i + 1;
        Await.until(
            "class " + expected,
            PATIENCE,
            () -> count(tmux.screen(), pasting.text().type) >= expected,
            tmux::screen);
        tmux.type(pasting.text().question(700 + i)).shows(pasting.text().answer(700 + i));
      }
      if (pasting.text() == Text.MINI) tmux.shows(REFUSED);
    }
  }

  /** One sees what the page says that one sees. */
  @OnePair
  void java_withoutWhatItTakes_saysSo(Pair jdks) throws IOException {
    Jdk operator = jdks.operator();
    assumeTrue(operator.has("jshell"), operator + " has no jshell");
    String source = Dist.root().resolve("plugins/tracer-mini/TracerMini.java").toString();
    List<String> words = List.of(operator.java(), "--limit-modules");
    sees("Module jdk.compiler not in boot Layer", words, "java.base", source, "1", "*", "*");
    sees("declared in module jdk.attach", words, "java.instrument,jdk.compiler", source);

    Path lines = stage.folder().resolve("lines");
    Files.writeString(lines, Text.MINI.read() + "\n" + Text.MINI.question(1) + "\n/exit\n");
    List<String> jshell = List.of(operator.tool("jshell"), "--execution", "local");
    String missing = "NoClassDefFoundError: java/lang/instrument/ClassFileTransformer";
    sees(missing, jshell, "-s", lines.toString());
    String both = "--add-modules=java.instrument,jdk.attach";
    Child helped = stage.run(words(jshell, "-s", "-J" + both, lines.toString()));
    helped.await(PATIENCE);
    assertThat(helped.out()).contains(REFUSED);
  }

  /** What {@code java} reads from a pipe, it runs from 25 on. */
  @ParameterizedTest
  @MethodSource("ends")
  void source_fromAPipe_runsOrIsRefusedByJava(Jdk jdk) throws IOException {
    String source = Dist.root().resolve("plugins/tracer-mini/TracerMini.java").toString();
    String run = "cat " + source + " | " + jdk.java() + " --source 17 /dev/stdin 1 '*' '*'";
    if (jdk.feature() < 25) sees("Illegal seek", List.of("sh", "-c", run));
    else {
      Child java = stage.run("sh", "-c", run);
      assertThat(java.await(PATIENCE)).isEqualTo(1);
      assertThat(java.out()).containsExactly(REFUSED);
    }
  }

  static Stream<Jdk> ends() {
    return Stream.of(Jdks.oldest(), Jdks.newest()).distinct();
  }

  private void sees(String text, List<String> words, String... more) throws IOException {
    Path page = Dist.root().resolve("docs/PASTING.md");
    assertThat(Files.readString(page)).contains(text);
    Child child = stage.run(words(words, more));
    child.await(PATIENCE);
    assertThat(String.join("\n", child.out()) + String.join("\n", child.err())).contains(text);
  }

  private static String[] words(List<String> words, String... more) {
    return Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new);
  }

  private static long count(String screen, String type) {
    String said = "\\|  (created|replaced|modified) class " + type;
    return Pattern.compile(said).matcher(screen).results().count();
  }

  private String command(Jdk jdk) {
    Path home = stage.home();
    return jdk.tool("jshell") + " -R-Duser.home=" + home + " -J-Duser.home=" + home;
  }
}
