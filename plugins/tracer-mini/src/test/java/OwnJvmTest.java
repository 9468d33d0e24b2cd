import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.FileNameMap;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces of this very JVM, which may attach to itself. */
class OwnJvmTest {
  private static final String PID = String.valueOf(ProcessHandle.current().pid());

  private static final String NAMED =
      """
      public class Named implements java.util.function.Function<Integer, Integer> {
        private final int factor;
        public Named(final int factor) { this.factor = factor; }
        public Integer apply(Integer each) { return factor * each; }
        static <T> T choose(boolean first, T one, T second) { return first ? one : second; }
        int large(int of) { %s return of; }
      }
      """
          .formatted("of += of * 3 / 7;".repeat(888));

  private final Shapes it = new Shapes();

  @Test
  void kindsOfMethods_traced_giveTheirResults() throws Exception {
    assertThat(
            trace(
                "all",
                () -> assertThat(it.all(1, 2L, 3.5, 4f, (byte) 5, 'c', true, "s")).isEqualTo(15.5)))
        .contains("Shapes.all(1, 2, 3.5, 4.0, 5, c, true, \"s\") returned 15.5 after ")
        .contains("<- OwnJvmTest.");
    assertThat(trace("sum", () -> assertThat(Shapes.sum(1, 2)).isEqualTo(3)))
        .contains("tracing static Shapes.sum(long,long)long until 1 call or 60 s")
        .contains("Shapes.sum(1, 2) returned 3 after ");
    assertThat(trace("nothing", it::nothing)).contains("Shapes.nothing() returned after ");
    assertThat(trace("locked", () -> assertThat(it.locked(2)).isEqualTo(4))).contains("locked(2)");
    assertThat(trace("many", () -> assertThat(it.many("a", "b")).isEqualTo(2)))
        .contains("Shapes.many(java.lang.String[]@");
    assertThat(trace("chosen", () -> assertThat(it.chosen(2)).isEqualTo("two")))
        .contains("chosen(2) returned \"two\"");
    assertThat(trace("made", () -> assertThat(it.made(true)).hasToString("yes")))
        .contains("made(true) returned java.lang.StringBuilder@");
    assertThat(trace("loop", () -> assertThat(it.loop(3)).isEqualTo(0))).contains("loop(3)");
    assertThat(trace("hidden", () -> assertThat(it.callsHidden(3)).isEqualTo(4)))
        .contains("Shapes.hidden(3) returned 4");
    assertThat(trace("mode", () -> assertThat(it.mode(Thread.State.NEW)).isEqualTo(String.class)))
        .contains("mode(NEW) returned java.lang.String after");
  }

  @Test
  void interface_default_isTraced() throws Exception {
    Shapes.Priced priced = () -> 2;
    assertThat(traceOf("Shapes$Priced", "total", 1, () -> assertThat(priced.total(3)).isEqualTo(6)))
        .contains("Shapes$Priced.total(3) returned 6");
    assertThat(traceOf("Shapes.Priced", "total", 1, () -> priced.total(3))).contains("total(3)");
  }

  @Test
  void exception_reachesTheCaller_asTheSameObject() throws Exception {
    RuntimeException refused = new IllegalArgumentException("no\u001b[2J\nend: forged");
    String said =
        trace("fails", () -> assertThatThrownBy(() -> it.fails(refused)).isSameAs(refused));
    assertThat(said)
        .contains(" threw java.lang.IllegalArgumentException: no?[2J")
        .doesNotContain("\u001b");
  }

  @Test
  void overloads_areTracedTogether_andRecursionToo() throws Exception {
    String said =
        traceOf("Shapes", "over", 2, () -> assertThat(it.over(1) + it.over("x")).isEqualTo("1x"));
    assertThat(said).contains("Shapes.over(1) returned", "Shapes.over(\"x\") returned");
    said = traceOf("Shapes", "deep", 3, () -> assertThat(it.deep(2)).isEqualTo(2));
    assertThat(said.lines().filter(line -> line.contains(" returned "))).hasSize(3);
    assertThat(said.indexOf("deep(0)")).isLessThan(said.indexOf("deep(2)"));
  }

  @Test
  void limit_isExact_underManyThreads() throws Exception {
    String said =
        traceOf(
            "Shapes",
            "locked",
            100,
            () ->
                List.of(1, 2, 3, 4).parallelStream()
                    .forEach(
                        i -> {
                          for (int j = 0; j < 100; j++) assertThat(it.locked(j)).isEqualTo(2 * j);
                        }));
    assertThat(said.lines().filter(line -> line.contains(" returned "))).hasSize(100);
    assertThat(said).endsWith("end: LIMIT; the code is as before\n");
  }

  @Test
  void values_runNoCodeOfTheApplication() throws Exception {
    Object rude =
        new Object() {
          @Override
          public String toString() {
            throw new AssertionError("toString was called");
          }

          @Override
          public int hashCode() {
            throw new AssertionError("hashCode was called");
          }
        };
    assertThat(trace("same", () -> assertThat(it.same(rude)).isSameAs(rude)))
        .contains("same(OwnJvmTest$1@");
    assertThat(trace("same", () -> it.same("x".repeat(1000))))
        .contains("(\"" + "x".repeat(255) + "..\") returned");
    assertThat(
            trace(
                "fails",
                () -> assertThatThrownBy(() -> it.fails(new Rude())).isInstanceOf(Rude.class)))
        .contains("threw OwnJvmTest$Rude@");
  }

  @Test
  void request_thatCannotBe_isRefused() throws Exception {
    assertThat(traceOf("*", "*", 1, () -> {}))
        .isEqualTo("refused: expected one class and one method, no wildcard\n");
    assertThat(traceOf("Shapes", "<init>", 1, () -> {}))
        .isEqualTo(
            "refused: expected no constructor, JDK or Sonde class, got Shapes.<init>;"
                + " try sonde trace\n");
    assertThat(traceOf("java.util.HashMap", "get", 1, () -> {}))
        .contains("got java.util.HashMap.get; try sonde trace");
    assertThat(traceOf("Shapes", "all", 0, () -> {}))
        .startsWith("refused: expected 1 to 1000 calls, got 0");
    assertThat(traceOf("Shapes", "al", 1, () -> {}))
        .startsWith("refused: expected a method al with code; there are [<init>, all, ");
    assertThat(traceOf("apes", "all", 1, () -> {}))
        .startsWith("refused: no class to trace: apes; alike: [")
        .contains("Shapes")
        .endsWith("]; or sonde trace --lazy; the code is as before\n");
    Runnable lambda = () -> {};
    assertThat(lambda.getClass().getName()).startsWith("OwnJvmTest$$Lambda");
    for (String wrong : List.of("OwnJvmTst", "OwnJvmTesst", "OwnJvmText"))
      assertThat(traceOf(wrong, "all", 1, lambda::run)).contains("alike: [OwnJvmTest");
    assertThat(traceOf("OwnJvmTest.", "all", 1, lambda::run)).doesNotContain("Lambda");
    assertThat(traceOf("wnJvmTest", "all", 1, lambda::run)).doesNotContain("Lambda");
  }

  /** Sentences, and no stack of the JDK's inside. */
  @Test
  void process_thatIsNotThere_andNoShellAround_areSaid() throws Exception {
    assertThat(said(() -> TracerMini.trace("99999999", "com.acme.Orders", "find")))
        .isEqualTo(
            "refused: expected a JVM 99999999, and a whole JDK here;"
                + " java.nio.file.NoSuchFileException: /proc/99999999\n");
    assertThat(said(() -> TracerMini.trace("com.acme.Orders", "find")))
        .isEqualTo("refused: expected a sonde shell, or a PID first\n");
  }

  private interface Trace {
    void run() throws Exception;
  }

  private static String said(Trace trace) throws Exception {
    PrintStream out = System.out;
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    System.setOut(new PrintStream(screen, true, StandardCharsets.UTF_8));
    try {
      trace.run();
    } finally {
      System.setOut(out);
    }
    return screen.toString(StandardCharsets.UTF_8);
  }

  /** Below 21 the JVM forgets them when a class is changed (JDK-8240908). */
  @Test
  void parameterNames_stayWhileTraced_andAfterwards(@TempDir Path folder) throws Exception {
    Path source = Files.writeString(folder.resolve("Named.java"), NAMED);
    List<String> words = List.of("-parameters", "-d", folder.toString(), source.toString());
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    assertThat(javac.run(null, null, null, words.toArray(String[]::new))).isZero();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Class<?> named = loader.loadClass("Named");
      @SuppressWarnings("unchecked")
      Function<Integer, Integer> it =
          (Function<Integer, Integer>) named.getDeclaredConstructor(int.class).newInstance(4);
      String before = names(named);
      assertThat(before).contains("final int factor", "Integer each", "T second");
      String said =
          traceOf(
              "Named",
              "apply",
              2, // and the bridge to it
              () -> {
                assertThat(it.apply(3)).isEqualTo(12);
                assertThat(names(named)).isEqualTo(before);
              });
      assertThat(said).contains("Named.apply(3) returned 12");
      assertThat(names(named)).isEqualTo(before);
      // A method that cannot be woven costs no names either.
      assertThat(traceOf("Named", "large", 1, () -> {})).contains("too large to be compiled");
      assertThat(names(named)).isEqualTo(before);
    }
  }

  private static String names(Class<?> type) {
    return Stream.concat(
            Stream.of(type.getDeclaredConstructors()), Stream.of(type.getDeclaredMethods()))
        .map(each -> each.toGenericString() + " " + List.of(each.getParameters()))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  @Test
  void trace_whileAnotherIsOn_isRefused() throws Exception {
    FileNameMap before = URLConnection.getFileNameMap();
    URLConnection.setFileNameMap(new TracerMini(null, "x", "y", 1, System.out));
    try {
      assertThat(trace("all", () -> {})).startsWith("refused: another trace is on in this JVM");
    } finally {
      URLConnection.setFileNameMap(before);
    }
  }

  private String trace(String method, Runnable call) throws Exception {
    return traceOf("Shapes", method, 1, call);
  }

  /**
   * What is printed by a trace, during which this is called; with the look whether all is as
   * before.
   */
  private static String traceOf(String type, String method, int calls, Runnable call)
      throws Exception {
    FileNameMap before = URLConnection.getFileNameMap();
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    AtomicReference<Throwable> wrong = new AtomicReference<>();
    PrintStream out = System.out;
    System.setOut(new PrintStream(screen, true, StandardCharsets.UTF_8));
    try {
      Thread owner =
          new Thread(
              () -> {
                try {
                  TracerMini.trace(PID, type, method, calls);
                } catch (Throwable e) {
                  wrong.set(e);
                }
              });
      owner.start();
      while (owner.isAlive() && !screen.toString(StandardCharsets.UTF_8).contains("tracing "))
        Thread.onSpinWait();
      call.run();
      owner.join(60_000);
      assertThat(owner.isAlive()).as("the trace goes on: %s", screen).isFalse();
    } finally {
      System.setOut(out);
    }
    assertThat(wrong.get()).isNull();
    assertThat(URLConnection.getFileNameMap()).isSameAs(before);
    return screen.toString(StandardCharsets.UTF_8);
  }

  private static final class Rude extends RuntimeException {
    @Override
    public String getMessage() {
      throw new AssertionError("getMessage was called");
    }
  }
}
