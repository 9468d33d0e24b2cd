package dev.sonde.cli;

import static dev.sonde.cli.text.Records.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.cli.editor.Hints;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromptHintsTest {
  private long now;
  private final Jobs jobs = new Jobs();
  private final FakeMachine machine = new FakeMachine();

  @Test
  void firstWord_isACommand_ofThePromptOrOfAPlugin() {
    machine.more.add(FakeMachine.CENSUS);
    assertThat(texts("", "tr"))
        .contains("trace", "stats", "caller", "more", "stop", "quit", "list", "count")
        .doesNotContain("shell", "attach", "demo", "classes");
  }

  @Test
  void dash_isAnOption_ofThatCommand_andNotOfTheSession() {
    assertThat(texts("trace A::b", "--"))
        .contains("--limit", "--capture")
        .doesNotContain("--reason");
    assertThat(texts("get", "--")).contains("--depth").doesNotContain("--capture");
  }

  @Test
  void numbers_areThoseOfTraces_andToEndOrAwaitThoseThatRun() {
    for (int i = 0; i < 2; i++) jobs.number(new Job(List.of("trace", "A::b"), true));
    jobs.get("1").run(() -> Exit.DONE);
    assertThat(texts("more", "")).containsExactly("1", "2");
    assertThat(texts("caller", "")).containsExactly("1", "2");
    assertThat(texts("caller 1", "--l")).contains("--limit");
    assertThat(texts("stop", "")).containsExactly("2");
    assertThat(texts("stop 2", "")).containsExactly("2");
    assertThat(texts("fg", "")).containsExactly("2");
    assertThat(texts("fg 2", "")).isEmpty();
  }

  @Test
  void run_offersPlugins_andThenTheCommandsOfThatOne() {
    machine.more.add(FakeMachine.CENSUS);
    assertThat(texts("run", "ce")).contains("census", "tracer-full");
    assertThat(texts("run census", "")).containsExactly("count");
    assertThat(texts("run census count", "")).isEmpty();
  }

  @Test
  void class_isAskedOfTheTarget() {
    machine.records.add(map("v", 1, "kind", "name", "name", "com.acme."));
    assertThat(texts("trace -n 5", "com.a")).containsExactly("com.acme.");
    assertThat(machine.said).contains("classes [com.a] {}");
  }

  @Test
  void method_isAskedOfTheTarget_onceEach() {
    for (String method : List.of("find", "find", "<init>", "hidden"))
      machine.records.add(
          map("v", 1, "kind", "method", "method", method, "weavable", !method.equals("hidden")));
    assertThat(texts("trace", "Orders::f")).containsExactly("Orders::find", "Orders::new");
    assertThat(machine.said).contains("find [Orders::*] {}");
  }

  @Test
  void target_thatRefuses_givesNoHints() {
    machine.failure = new SondeException(ErrorId.NO_MATCH, "no class is called so");
    assertThat(texts("trace", "Nothing::")).isEmpty();
  }

  /** The target may be hostile: its words are typed for somebody. */
  @Test
  void name_thatCouldSteerATerminal_isNoHint() {
    for (String name : List.of("com.acme.\u001b[2J", "com.acme.A;rm", "com.acme.\u0000", "a b"))
      machine.records.add(map("v", 1, "kind", "name", "name", name));
    assertThat(texts("trace", "com.a")).isEmpty();
  }

  @Test
  void strangeText_isNotAsked() {
    machine.said.clear();
    assertThat(texts("trace", "com.acme.**")).isEmpty();
    assertThat(texts("jobs", "x")).isEmpty();
    assertThat(machine.said).noneMatch(each -> each.startsWith("classes"));
  }

  /** Each question is a command in the target, and a line of its audit. */
  @Test
  void keyThatIsPressedAgain_asksOnce_andAnewAfterAWhile() {
    machine.records.add(map("v", 1, "kind", "name", "name", "com.acme."));
    PromptHints hints = hints();
    for (int press = 0; press < 3; press++)
      assertThat(hints.of(List.of("trace"), "com.a")).hasSize(1);
    assertThat(machine.said).containsOnlyOnce("classes [com.a] {}");
    now += 31_000_000_000L;
    hints.of(List.of("trace"), "com.a");
    hints.of(List.of("trace"), "com.acme.");
    assertThat(machine.said)
        .endsWith("classes [com.a] {}", "classes [com.a] {}", "classes [com.acme.] {}");
  }

  private PromptHints hints() {
    return new PromptHints(
        new FakeSession(machine, machine.jvms.get(0)),
        machine.repository(Supply.of(Map.of())),
        jobs,
        () -> now);
  }

  private List<String> texts(String before, String begun) {
    PromptHints hints = hints();
    List<String> words = before.isEmpty() ? List.of() : List.of(before.split(" "));
    return hints.of(words, begun).stream().map(Hints.Hint::text).toList();
  }
}
