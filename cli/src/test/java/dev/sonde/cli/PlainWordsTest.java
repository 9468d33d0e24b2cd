package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

class PlainWordsTest {
  private static final int LINES = 400;
  private static final int LONGEST = 7;
  private static final List<String> OTHERS =
      List.of(
          "4711",
          "com.acme.Orders::find",
          "*::@Get",
          "@file",
          "-",
          "--",
          "-x",
          "--nothing",
          "-n5",
          "-n=5",
          "--limit=",
          "--limit=-1",
          "--json=false",
          "-h",
          "--help",
          "",
          "\"quoted\"",
          "a=b",
          "trace",
          "list",
          "-1",
          "100ms",
          "+com.acme.Repo::*",
          "'",
          " ");

  /** What stands for a command line: all that a verb can ask of it. */
  private static Map<String, Object> meaning(CommandSpec spec, ParseResult words) {
    Map<String, Object> meaning = new LinkedHashMap<>();
    for (OptionSpec each : spec.options()) {
      String name = each.longestName();
      if (!words.hasMatchedOption(name)) continue;
      meaning.put(name, told(words.matchedOptionValue(name, null)));
      for (String other : each.names()) assertThat(words.hasMatchedOption(other)).isTrue();
    }
    for (int i = 0; i < LONGEST + 2; i++)
      meaning.put("position " + i, told(words.matchedPositionalValue(i, null)));
    List<Object> positionals = new ArrayList<>();
    for (PositionalParamSpec each : words.matchedPositionals())
      positionals.add(each.index() + "=" + told(each.getValue()));
    meaning.put("positionals", positionals);
    meaning.put("help", words.isUsageHelpRequested());
    meaning.put("words", words.originalArgs());
    return meaning;
  }

  private static Object told(Object value) {
    return value instanceof String[] many ? Arrays.asList(many) : String.valueOf(value);
  }

  private static CommandSpec spec(VerbName verb) {
    return Words.complete(verb.verb().spec());
  }

  /** Whether it was plain. */
  private static boolean meansTheSame(VerbName verb, String... words) {
    CommandSpec spec = spec(verb);
    ParseResult plain = PlainWords.read(spec, words);
    if (plain == null) return false;
    Map<String, Object> read = meaning(spec, plain);
    CommandSpec other = spec(verb);
    try {
      assertThat(read)
          .as(String.join(" ", words))
          .isEqualTo(meaning(other, PlainWords.byPicocli(verb, other, words)));
    } catch (ParameterException refused) {
      throw new AssertionError(String.join(" ", words) + " is refused by picocli", refused);
    }
    return true;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trace 4711 com.acme.Orders::find",
        "trace 4711 com.acme.Orders::find Orders::new -n 1 --json",
        "trace . Orders::find --limit=unlimited --for 5m -o out.json --except A::b --except C::d",
        "trace :8080 *::@Get --when=a==b --capture=this,cpu,-return --stack 3 --tree --detach",
        "find 4711 Orders::* --rate 2s",
        "stats 4711 Orders::* -t 10s --overhead 5",
        "get 4711 App.orders.size --depth 2 --reveal a --reveal b",
        "shell 4711 --as com.acme.App --consent evaluate",
        "attach 4711 --reason why --offline --repository /tmp/r",
        "sessions",
        "sessions 4711 --json",
        "stop 4711 abc def --all",
        "repo add acme https://acme.example --root 12",
        "repo list",
        "follow 4711 abc --all",
        "audit --since 12h --check",
        "list"
      })
  void usualLine_isPlain_andMeansTheSame(String line) {
    String[] words = line.split(" ");
    assertThat(meansTheSame(VerbName.of(words[0]), words)).as(line).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trace 4711",
        "trace 4711 A::b -n",
        "trace 4711 A::b -n 1 -n 2",
        "trace 4711 A::b --json --json",
        "trace 4711 A::b --json=false",
        "trace 4711 A::b --nothing",
        "trace 4711 A::b -n5",
        "trace 4711 A::b -- -x",
        "trace --help",
        "list 4711",
        "repo add a b c d",
        "run 4711 tracer-full trace --limit 1"
      })
  void otherLine_isLeftToPicocli(String line) {
    String[] words = line.split(" ");
    assertThat(meansTheSame(VerbName.of(words[0]), words)).as(line).isFalse();
  }

  @ParameterizedTest
  @EnumSource(VerbName.class)
  void randomLine_ifPlain_meansTheSame(VerbName verb) {
    Random random = new Random(verb.ordinal());
    List<String> vocabulary = new ArrayList<>(OTHERS);
    for (OptionSpec each : spec(verb).options())
      for (String name : each.names()) {
        vocabulary.add(name);
        vocabulary.add(name + "=v");
      }
    for (int i = 0; i < LINES; i++) {
      List<String> words = new ArrayList<>(List.of(verb.word()));
      for (int left = random.nextInt(LONGEST); left > 0; left--)
        words.add(vocabulary.get(random.nextInt(vocabulary.size())));
      meansTheSame(verb, words.toArray(new String[0]));
    }
  }

  @Test
  void classesLoadedAhead_exist() throws ClassNotFoundException {
    for (String each : Ahead.ANSWERS)
      assertThat(Class.forName("dev.sonde.operator." + each)).isNotNull();
  }

  /** What writes negations is taken out of picocli when sonde.jar is made. */
  @ParameterizedTest
  @EnumSource(VerbName.class)
  void option_hasNoNegation(VerbName verb) {
    assertThat(spec(verb).options()).noneMatch(OptionSpec::negatable);
  }
}
