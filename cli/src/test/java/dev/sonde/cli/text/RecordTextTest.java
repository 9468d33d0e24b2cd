package dev.sonde.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.cli.Golden;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordTextTest {
  private static final List<Map<String, Object>> RUN =
      List.of(
          Records.start(),
          Records.threw(),
          Records.returned(Records.map("@type", "com.acme.Order", "id", 9312L)),
          Records.map("kind", "warning", "id", "SONDE-PROBE", "text", "a probe failed"),
          Records.end());

  @Test
  void run_asText() {
    Golden.check("trace.txt", text(Style.PLAIN));
  }

  @Test
  void run_onATerminal() {
    Golden.check("trace-colour.txt", text(Style.COLOUR));
  }

  @Test
  void run_asJson() {
    Golden.check("trace.json", RUN.stream().map(Json::line).toList());
  }

  @Test
  void calls_letGo_areToldAtTheEnd_andWhereTheTraceLooksAtTheStart() {
    Map<String, Object> start = Records.start();
    start.put("inside", Records.map("pattern", "A::b;A::c", "methods", 3L));
    assertThat(lines(start)).contains("inside  A::b, A::c: 3 methods");
    Map<String, Object> end = Records.end();
    end.put("skipped", 7L);
    end.put("outside", 1200L);
    assertThat(lines(end).get(0)).contains("3,911 seen, skipped 7, outside 1,200, failed 0");
    Map<String, Object> status = Records.status();
    status.put("skipped", 7L);
    assertThat(StatusText.of(status)).contains(", dropped 0, skipped 7, failed 0");
  }

  @Test
  void run_withoutValues_showsTypes() {
    Map<String, Object> start = Records.start();
    start.put("values", false);
    start.put("withheld", "capture-values");
    Map<String, Object> call = Records.threw();
    call.put("args", List.of(Records.map("name", "order", "type", "com.acme.Order")));
    call.put("thread", Records.map("id", 31L, "virtual", false));
    call.put("thrown", Records.map("type", "java.lang.NullPointerException"));
    Map<String, Object> returned = Records.returned("");
    returned.put("result", Records.map("type", "com.acme.Order"));
    Golden.check("trace-types.txt", text(Style.PLAIN, List.of(start, call, returned)));
  }

  @Test
  void condition_isShownWithWhatItDecided() {
    Map<String, Object> start = Records.start();
    start.put("condition", "customer == null");
    start.put("notes", List.of("thread is the built-in; the field is this.thread"));
    assertThat(text(Style.PLAIN, List.of(start)))
        .contains(
            "when  customer == null", "note  thread is the built-in; the field is this.thread");
    Map<String, Object> end = Records.end();
    end.put("condition", Map.of("false", 3909L, "failed", 0L));
    assertThat(text(Style.PLAIN, List.of(end)))
        .singleElement()
        .asString()
        .contains("; 3,911 seen, condition false 3,909, failed 0");
    end.put("condition", Map.of("false", 3L, "failed", 2L, "reason", "/ by zero"));
    assertThat(text(Style.PLAIN, List.of(end)))
        .singleElement()
        .asString()
        .contains(" seen, condition false 3 and undecided 2 (/ by zero), failed 0");
    Map<String, Object> status = Records.status();
    status.put("condition", Map.of("false", 3L, "failed", 2L));
    assertThat(StatusText.of(status)).startsWith("seen 3,911, condition false 3 and undecided 2, ");
  }

  @Test
  void start_withRevealedNames_saysThem() {
    Map<String, Object> start = Records.start();
    start.put("revealed", List.of("dbPassword", "iban"));
    assertThat(text(Style.PLAIN, List.of(start)))
        .contains("revealed  dbPassword, iban: shown, though redacted by name");
  }

  @Test
  void end_advice_namesTheProgramAsItWasCalled() {
    Map<String, Object> end = Records.end();
    end.put("advice", "look with `sonde find` whether this is the right method");
    assertThat(
            new RecordText(Style.PLAIN, ZoneOffset.UTC, Invocation.of("./sonde")).lines(end).get(0))
        .endsWith(". look with `./sonde find` whether this is the right method");
  }

  @Test
  void find_asText() {
    List<String> lines = new ArrayList<>();
    for (Map<String, Object> row :
        List.of(
            Records.map(
                "kind",
                "method",
                "class",
                "com.acme.Orders",
                "method",
                "find",
                "descriptor",
                "(J)V",
                "weavable",
                true,
                "command",
                "sonde trace 4312 'com.acme.Orders::find(long)'"),
            Records.map(
                "kind",
                "method",
                "class",
                "com.acme.Orders",
                "method",
                "all",
                "descriptor",
                "()V",
                "pattern",
                "com.acme.Orders::all()",
                "weavable",
                false,
                "reason",
                "it has no code: abstract"))) {
      lines.addAll(new RecordText(Style.PLAIN, ZoneOffset.UTC, Invocation.SONDE).lines(row));
    }
    Golden.check("find.txt", lines);
  }

  @Test
  void find_methodsOfOneCommand_areOneLine() {
    String command = "sonde trace 1 'a.b::a(int)'";
    RecordText text = new RecordText(Style.PLAIN, ZoneOffset.UTC, Invocation.SONDE);
    Map<String, Object> row = Records.map("kind", "method", "weavable", true, "command", command);

    assertThat(text.lines(row)).containsExactly(command);
    assertThat(text.lines(row)).isEmpty();
  }

  @Test
  void find_commandThatIsNoneOfOurs_isAComment() {
    for (String command :
        List.of(
            "rm -rf ~", "sonde trace 1 'a'$(id)''", "sonde trace $(id) 'A::b'", "sonde trace")) {
      Map<String, Object> row = Records.map("kind", "method", "weavable", true, "command", command);
      assertThat(new RecordText(Style.PLAIN, ZoneOffset.UTC, Invocation.SONDE).lines(row))
          .containsExactly("# " + command);
    }
  }

  @Test
  void status_asText() {
    Golden.check("status.txt", StatusText.of(Records.status()) + "\n");
  }

  @Test
  void removal_asText() {
    Golden.check("removal.txt", new RemovalText(Style.PLAIN).lines(Records.report()));
  }

  @Test
  void removal_withFailures_saysThem() {
    Map<String, Object> report = Records.report();
    report.putAll(
        Map.of(
            "ok",
            false,
            "failures",
            List.of("com.acme.Orders could not be restored: VerifyError")));
    Golden.check("removal-failed.txt", new RemovalText(Style.PLAIN).lines(report));
  }

  @Test
  void call_withoutAResult_endsInOneSpacedPhrase() {
    Map<String, Object> call = Records.returned(null);
    call.remove("result");
    assertThat(lines(call).get(1)).contains("returned after 1.2 ms  <- ");
  }

  @Test
  void kind_unknown_isJson() {
    assertThat(lines(Records.map("kind", "histogram", "p50", 3L)))
        .containsExactly("{\"v\":1,\"kind\":\"histogram\",\"p50\":3}");
  }

  @Test
  void record_withoutItsFields_isStillPrinted() {
    for (String kind : List.of("start", "call", "warning", "end", "method"))
      assertThat(lines(Records.map("kind", kind))).isNotEmpty();
    assertThat(StatusText.of(Map.of())).startsWith("seen 0");
  }

  @Test
  void record_withControlCharacters_staysOnItsLine() {
    Map<String, Object> call = Records.threw();
    call.put("class", "com.acme.Or\u001b[2Jders");
    call.put("thread", Map.of("name", "exec\r\n-3"));
    call.put("thrown", Records.map("type", "X\u0007", "message", "a\u001b]0;title\u0007\nb"));
    assertThat(lines(call))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).doesNotContainPattern("\\p{Cntrl}"));
    assertThat(Json.line(call)).doesNotContainPattern("\\p{Cntrl}");
  }

  private static List<String> lines(Map<String, Object> record) {
    return new RecordText(Style.PLAIN, ZoneOffset.UTC, Invocation.SONDE).lines(record);
  }

  private static List<String> text(Style style) {
    return text(style, RUN);
  }

  private static List<String> text(Style style, List<Map<String, Object>> run) {
    RecordText text = new RecordText(style, ZoneOffset.UTC, Invocation.SONDE);
    List<String> lines = new ArrayList<>();
    run.forEach(record -> lines.addAll(text.lines(record)));
    return lines;
  }
}
