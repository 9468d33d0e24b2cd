import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * From the command to the first prompt of {@code sonde shell}, in a program with 6,000 loaded
 * classes, beside the JDK's own {@code jshell} with the same class path, turn by turn; and from the
 * first line to its answer, which is when the compiler first looks at the classes.
 *
 * <p>{@code java benchmarks/FirstPrompt.java [SONDE] [ROUNDS] [JAVA_HOME OF THE TARGET] [CLASSES]}
 * prints milliseconds, the CPU time that the command and its children had taken by then, in steps of
 * 10 ms, and the load of the machine. On a busy one the CPU time and the ratios tell most.
 */
final class FirstPrompt {
  private static final int PACKAGES = 60;
  private static final String LINE = "1 + 1";
  private static final String ANSWER = "==> 2";

  private final Path home;
  private final Path targetJava;
  private final Path classes;

  private FirstPrompt(Path targetJava, Path home, Path classes) {
    this.targetJava = targetJava;
    this.home = home;
    this.classes = classes;
  }

  /** Wall and CPU milliseconds at the first prompt, and at the first answer. */
  private record Times(double prompt, double promptCpu, double answer, double answerCpu) {}

  public static void main(String[] words) throws Exception {
    Path sonde = Path.of(words.length > 0 ? words[0] : "target/dist/bin/sonde");
    int rounds = words.length > 1 ? Integer.parseInt(words[1]) : 7;
    Path targetHome = Path.of(words.length > 2 ? words[2] : System.getProperty("java.home"));
    int count = words.length > 3 ? Integer.parseInt(words[3]) : 6_000;
    Path home = Files.createTempDirectory("first-prompt");
    Path classes = Files.createDirectory(home.resolve("classes"));
    compile(classes, count);
    FirstPrompt bench = new FirstPrompt(targetHome.resolve("bin/java"), home, classes);
    Process target = bench.target();
    try (BufferedReader said = target.inputReader()) {
      System.out.println(said.readLine() + ", Java " + targetHome);
      bench.run(sonde.toAbsolutePath(), rounds, target.pid());
    } finally {
      target.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  private void run(Path sonde, int rounds, long pid) throws Exception {
    String tools = System.getProperty("java.home") + "/bin/";
    List<String> shell = new ArrayList<>();
    if (sonde.toString().endsWith(".jar"))
      shell.addAll(List.of(tools + "java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
          "-Duser.home=" + home, "-jar"));
    shell.addAll(List.of(sonde.toString(), "shell", Long.toString(pid), "--consent", "evaluate"));
    Map<String, List<String>> commands = new LinkedHashMap<>();
    commands.put("jshell", List.of(tools + "jshell", "--class-path", classes.toString()));
    commands.put("sonde shell", shell);
    Map<String, List<Times>> all = new LinkedHashMap<>();
    for (int round = -1; round < rounds; round++)
      for (Map.Entry<String, List<String>> each : commands.entrySet()) {
        Times times = measure(each.getValue());
        if (round >= 0) all.computeIfAbsent(each.getKey(), any -> new ArrayList<>()).add(times);
      }
    print(all);
  }

  private static void print(Map<String, List<Times>> all) throws IOException {
    System.out.printf("operator %s, %d processors, load %s%n", Runtime.version(),
        Runtime.getRuntime().availableProcessors(), Files.readString(Path.of("/proc/loadavg")).strip());
    all.forEach((name, times) -> System.out.printf(
        "%-12s first prompt %s ms, CPU %s ms; first answer %s ms, CPU %s ms%n", name,
        spread(times.stream().mapToDouble(Times::prompt).toArray()),
        spread(times.stream().mapToDouble(Times::promptCpu).toArray()),
        spread(times.stream().mapToDouble(Times::answer).toArray()),
        spread(times.stream().mapToDouble(Times::answerCpu).toArray())));
    List<List<Times>> both = List.copyOf(all.values());
    System.out.printf("sonde shell / jshell: prompt %.2f, CPU %.2f; answer %.2f, CPU %.2f%n",
        ratio(both, Times::prompt), ratio(both, Times::promptCpu), ratio(both, Times::answer),
        ratio(both, Times::answerCpu));
  }

  private static double ratio(List<List<Times>> both, java.util.function.ToDoubleFunction<Times> of) {
    return median(both.get(1).stream().mapToDouble(of).toArray())
        / median(both.get(0).stream().mapToDouble(of).toArray());
  }

  private static String spread(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return String.format("%.0f [%.0f..%.0f]", median(values), sorted[0], sorted[sorted.length - 1]);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private Times measure(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SONDE_HOME", home.resolve(".sonde").toString());
    long begin = System.nanoTime();
    Process process = builder.start();
    StringBuilder seen = new StringBuilder();
    try (InputStream out = process.getInputStream(); OutputStream in = process.getOutputStream()) {
      await("jshell>", out, seen);
      double prompt = (System.nanoTime() - begin) / 1e6;
      double promptCpu = cpu(process.toHandle());
      in.write((LINE + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
      await(ANSWER, out, seen);
      double answer = (System.nanoTime() - begin) / 1e6;
      double answerCpu = cpu(process.toHandle());
      in.write("/exit\n".getBytes(StandardCharsets.UTF_8));
      in.close();
      out.transferTo(OutputStream.nullOutputStream());
      process.waitFor();
      return new Times(prompt, promptCpu, answer, answerCpu);
    }
  }

  private static void await(String text, InputStream out, StringBuilder seen) throws IOException {
    byte[] piece = new byte[4096];
    while (seen.indexOf(text) < 0) {
      int count = out.read(piece);
      if (count < 0) throw new IOException("expected " + text + " and got " + seen);
      seen.append(new String(piece, 0, count, StandardCharsets.UTF_8));
    }
  }

  /** User and system time of a process and of those that it has started, of 100 ticks a second. */
  private static double cpu(ProcessHandle process) throws IOException {
    double sum = own(process.pid());
    for (ProcessHandle each : process.descendants().toList()) sum += own(each.pid());
    return sum;
  }

  private static double own(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    String[] field = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return 10.0 * (Long.parseLong(field[11]) + Long.parseLong(field[12]));
  }

  private Process target() throws IOException {
    return new ProcessBuilder(targetJava.toString(), "-Xmx512m", "-XX:+UseSerialGC", "-cp",
        classes.toString(), "load.Main").redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static void compile(Path classes, int count) {
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < count; i++)
      sources.add(new Source("load.p" + i % PACKAGES + ".Class" + i, "package load.p" + i % PACKAGES
          + "; public class Class" + i + " { private int a; private String b; public long get(int x)"
          + " { return a + x; } public String name(String c) { return b + c; }"
          + " public Class" + i + " next(java.util.List<String> all) { return this; } }"));
    sources.add(new Source("load.Main", "package load; public class Main { public static void"
        + " main(String[] words) throws Exception { for (int i = 0; i < " + count + "; i++)"
        + " Class.forName(\"load.p\" + i % " + PACKAGES + " + \".Class\" + i);"
        + " System.out.println(\"" + count + " classes\"); Thread.sleep(3_600_000); } }"));
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    List<String> options = List.of("-d", classes.toString(), "--release", "17", "-proc:none");
    if (!javac.getTask(null, null, null, options, null, sources).call())
      throw new IllegalStateException("expected the classes to compile");
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreErrors) {
      return text;
    }
  }
}
