package dev.sonde.tests.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.EachPair;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.Terminal;
import dev.sonde.tests.fixture.Unchanged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The one line, pasted where somebody has prepared the ground: the target is the jshell itself. */
class PasteIT {
  private static final String TAKE = "var f%d = com.acme.Fingerprint.take()";

  /** What is typed shows on the screen, too, and has not the word that ends what is printed. */
  private static final String SAY =
      "System.out.println(\"PRINT%1$d \" + f%1$d + \" EN\" + \"D%1$d\")";

  @RegisterExtension final Stage stage = new Stage();

  private int question;

  static Stream<Row> rows() {
    return Stream.of(
        row("wrong hash with a planted file", "SONDE-HASH; the file is not read as code"),
        row("a second paste", "works as the first one; one class, one loader more"),
        row("a changed byte in the line", "SONDE-HASH, or no line that Java reads"));
  }

  private static Row row(String input, String verdict) {
    return new Row(Group.PASTE, input, Way.BOOTSTRAP, verdict, "PasteIT");
  }

  /** A file of Java lies where the line fetches from: what `/open` after a check would run. */
  @EachPair
  void file_thatIsPlanted_isNotRun(Pair jdks) throws IOException {
    Path planted = stage.folder().resolve("planted");
    Path mark = stage.folder().resolve("mark");
    Files.writeString(
        planted, "java.nio.file.Files.createFile(java.nio.file.Path.of(\"" + mark + "\"));\n");
    String line =
        line()
            .replaceFirst(
                "URI\\.create\\(\"[^\"]*\"\\)", "URI.create(\"" + planted.toUri() + "\")");
    assertThat(line).isNotEqualTo(line());
    Terminal jshell = jshell(jdks);
    Unchanged unchanged = Unchanged.of(() -> fingerprint(jshell));
    jshell.type(line).shows("created class Sonde");
    refusesHash(jshell);
    assertThat(mark).doesNotExist();
    unchanged.check();
  }

  @OnePair
  void line_thatIsPastedTwice_works(Pair jdks) throws IOException {
    Terminal jshell = jshell(jdks);
    for (String paste : new String[] {"created class Sonde", "replaced class Sonde"}) {
      jshell.type(line()).shows(paste.substring(paste.indexOf(' ')));
      question++;
      jshell.type(
          String.format("System.out.println(\"LIST%d \" + (Sonde.list() != null))", question));
      jshell.shows("LIST" + question + " true");
    }
    assertThat(jshell.screen()).doesNotContain("Exception SONDE-", "\tat ");
  }

  /**
   * Each byte of what the line pins matters: of the hash by the hash, of the address by what lies
   * there.
   */
  @OnePair
  void line_withAChangedByte_loadsNothing(Pair jdks) throws IOException {
    String line = line();
    String hash = line.replaceFirst("(?s).*\"([0-9a-f]{64})\".*", "$1");
    Terminal jshell = jshell(jdks);
    Unchanged unchanged = Unchanged.of(() -> fingerprint(jshell));
    for (int at : new int[] {0, 31, 63}) {
      char other = hash.charAt(at) == '0' ? '1' : '0';
      String wrong = hash.substring(0, at) + other + hash.substring(at + 1);
      jshell.type(line.replace(hash, wrong)).shows("class Sonde");
      refusesHash(jshell);
    }
    unchanged.check();
  }

  /** The screen has the pasted line too, and with it the words of its refusal. */
  private void refusesHash(Terminal jshell) {
    int number = ++question;
    String ask =
        "try{Sonde.list();}catch(RuntimeException e){System.out.println(\"SAID%d \"+e.getMessage());}";
    jshell.type(String.format(ask, number));
    jshell.shows("SAID" + number + " SONDE-HASH: the bootstrap has SHA-256 ");
  }

  private String fingerprint(Terminal jshell) {
    int number = ++question;
    jshell.type(String.format(TAKE, number)).type(String.format(SAY, number));
    jshell.shows(" END" + number);
    // jshell defines a class for each snippet, and keeps it.
    return Pattern.compile("(?m)^.*PRINT" + number + " (threads=.*) END" + number + "$")
        .matcher(jshell.screen())
        .results()
        .map(it -> it.group(1))
        .findFirst()
        .orElseThrow()
        .replaceAll("classes=\\[[^|]*\\] \\| ", "classes= | ");
  }

  private Terminal jshell(Pair jdks) {
    assumeTrue(jdks.operator().has("jshell"), jdks.operator() + " has no jshell");
    String command =
        jdks.operator().tool("jshell")
            + " --class-path "
            + Dist.programs()
            + " -R-Duser.home="
            + stage.home();
    return stage.terminal(command).shows("/help intro");
  }

  private static String line() throws IOException {
    return Files.readString(Dist.folder().resolve("bootstrap/paste.jsh")).strip();
  }
}
