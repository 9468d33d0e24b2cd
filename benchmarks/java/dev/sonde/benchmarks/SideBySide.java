package dev.sonde.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs tools one after the other on the same application, and prints what each costs.
 *
 * <p>{@code SideBySide cost|first|footprint FILE,FILE.. JAVA_HOME..}: files as {@link Peer} reads
 * them.
 */
final class SideBySide {
  private static final long SETTLING = Long.getLong("settling", 2000);
  private static final long WINDOW = Long.getLong("window", 2000);
  private static final int ROUNDS = 7;

  /**
   * Times on and off after the third, over which what adds up is told from what comes late: what
   * the compilers note about methods comes less and less.
   */
  private static final int LATER = 24;

  private static final String RATE = "20000";

  /** What the tools are asked for, and its name in the table. */
  private static final Map<String, String> SCENARIOS = new LinkedHashMap<>();

  static {
    SCENARIOS.put("false", "condition false");
    SCENARIOS.put("count-only", "count only");
    SCENARIOS.put("stats", "count and time");
    SCENARIOS.put("event", "every call");
    SCENARIOS.put("limit", "after its limit of 100");
  }

  private final Path home;
  private final String version;
  private final Path out = Files.createTempDirectory("sonde-side-by-side");
  private final List<String> rows = new ArrayList<>();
  private final List<String> together = new ArrayList<>();

  private SideBySide(Path home) throws IOException {
    this.home = home;
    this.version = Machine.version(home);
  }

  public static void main(String[] words) throws Exception {
    List<Peer> peers = new ArrayList<>();
    for (String file : words[1].split(",")) peers.add(new Peer(Path.of(file)));
    List<String> rows = new ArrayList<>();
    List<String> together = new ArrayList<>();
    for (int i = 2; i < words.length; i++) {
      SideBySide run = new SideBySide(Path.of(words[i]));
      for (Peer peer : peers)
        switch (words[0]) {
          case "first" -> run.first(peer);
          case "footprint" -> run.footprint(peer);
          default -> run.costs(peer);
        }
      rows.addAll(run.rows);
      together.addAll(run.together);
    }
    System.out.println("\n" + Machine.describe() + "\n");
    System.out.println(
        switch (words[0]) {
          case "first" -> FIRST;
          case "footprint" -> FOOTPRINT;
          default -> COST;
        });
    rows.forEach(System.out::println);
    if (together.isEmpty()) return;
    System.out.println(
        "\nAdded to a call, CPU ns; in parentheses what part of the calls was told, and how many a"
            + " second:\n\n"
            + TOGETHER);
    together.forEach(System.out::println);
  }

  private static final String TOGETHER =
      "| tool | JDK | "
          + String.join(" | ", SCENARIOS.values())
          + " |\n|---|---|---|---|---|---|---|";

  private static final String COST =
      "| tool | JDK | asked for | call alone, CPU ns | added | all threads, cores"
          + " | told a second | told of calls | longest batch, ms | left, ns |\n"
          + "|---|---|---|---|---|---|---|---|---|---|";

  private static final String FOOTPRINT =
      "| tool | JDK | first time on: classes, metaspace KB, threads, ports"
          + " | third time on | left by the first | left by each of the next two | left by each of "
          + LATER
          + " later |\n|---|---|---|---|---|---|---|";

  private static final String FIRST =
      "| tool | JDK | command to first event, ms: least | median | most |\n|---|---|---|---|---|";

  private void costs(Peer peer) throws IOException, InterruptedException {
    String row = "| " + peer.name() + " | " + version + " |";
    for (String scenario : SCENARIOS.keySet()) row += " " + measured(peer, scenario) + " |";
    together.add(row);
  }

  private String measured(Peer peer, String scenario) throws InterruptedException {
    if (!peer.worksOn(version)) return "not on this JDK";
    if (!peer.can(scenario, version)) return "";
    try {
      return peer.launches(scenario) ? launched(peer, scenario) : cost(peer, scenario);
    } catch (IOException failed) {
      System.out.println(peer.name() + ", " + scenario + ": " + failed);
      return "failed";
    }
  }

  /** One JVM without the tool, and then one that was started with it. */
  private String launched(Peer peer, String scenario) throws IOException, InterruptedException {
    Application.Window alone;
    try (Application application = Application.start(home, "EVENT", "1")) {
      Thread.sleep(2 * SETTLING);
      alone = application.window(WINDOW);
    }
    try (Application application =
        Application.start(home, peer.options(scenario), "EVENT", "1")) {
      Thread.sleep(2 * SETTLING);
      Cpu all = Cpu.of(application.pid());
      Application.Window under = application.window(WINDOW);
      double cores = Cpu.of(application.pid()).coresSince(all);
      return add(peer, scenario, true, alone, under, cores, 0, under);
    }
  }

  private String cost(Peer peer, String scenario) throws IOException, InterruptedException {
    try (Application application = Application.start(home, peer.record(), "1")) {
      Thread.sleep(SETTLING);
      Application.Window alone = application.window(WINDOW);
      Peer.Running tool = peer.start(scenario, application, home, out);
      boolean active = tool.awaitActive();
      Thread.sleep(SETTLING);
      long told = tool.records().records();
      Cpu all = Cpu.of(application.pid());
      Application.Window under = application.window(WINDOW);
      double cores = Cpu.of(application.pid()).coresSince(all);
      long records = tool.records().records() - told;
      tool.off();
      // What is counted in files was told from the beginning.
      Application.Window whole = application.since(alone);
      boolean files = !peer.get("count").isEmpty();
      double part = (double) (files ? tool.count() : records) / (files ? whole : under).calls();
      Thread.sleep(SETTLING);
      Application.Window afterwards = application.window(WINDOW);
      String added = add(peer, scenario, active, alone, under, cores, part, afterwards);
      if (!active) System.out.println(tool.told());
      tool.told().lines().filter(line -> line.contains("\"kind\":\"end\"")).forEach(System.out::println);
      return added;
    }
  }

  private String add(
      Peer peer,
      String scenario,
      boolean active,
      Application.Window alone,
      Application.Window under,
      double cores,
      double part,
      Application.Window afterwards) {
    boolean telling = scenario.equals("event");
    String row =
        String.format(
            Locale.ROOT,
            "| %s | %s | %s | %.1f | %s | %.2f | %s | %s | %.1f | %+.1f |",
            peer.name(),
            version,
            SCENARIOS.get(scenario),
            alone.cost(),
            active ? String.format(Locale.ROOT, "%+.1f", under.cost() - alone.cost()) : "not active",
            cores,
            telling ? String.format(Locale.ROOT, "%,.0f", part * under.callsASecond()) : "",
            telling ? String.format(Locale.ROOT, "%.1f %%", 100 * part) : "",
            under.longest() / 1e6,
            afterwards.cost() - alone.cost());
    System.out.println(row);
    rows.add(row);
    if (!active) return "not active";
    if (under.calls() == 0) return "no call came through";
    String more = String.format(Locale.ROOT, "%,.1f", under.cost() - alone.cost());
    return telling ? more + told(part, under) : more;
  }

  private static String told(double part, Application.Window under) {
    return String.format(
        Locale.ROOT, " (%.1f %%, %,.0f)", 100 * part, part * under.callsASecond());
  }

  /** What the JDK loads once for a tool stays after the first time; what stays more often adds up. */
  private void footprint(Peer peer) throws IOException, InterruptedException {
    if (!peer.can("false", version)) return;
    try (Application application = Application.start(home, peer.record(), "1", RATE)) {
      Footprint.of(application.pid(), home);
      application.window(SETTLING);
      Footprint before = Footprint.of(application.pid(), home);
      Footprint first = on(peer, application);
      Footprint once = Footprint.of(application.pid(), home);
      on(peer, application);
      Footprint third = on(peer, application);
      Footprint thrice = Footprint.of(application.pid(), home);
      for (int round = 0; round < LATER; round++) on(peer, application);
      Footprint last = Footprint.of(application.pid(), home);
      String row =
          String.format(
              "| %s | %s | %s | %s | %s | %s | %s |",
              peer.name(),
              version,
              told(first.minus(before)),
              told(third.minus(before)),
              told(once.minus(before)),
              told(thrice.minus(once).by(2)),
              told(last.minus(thrice).by(LATER)));
      System.out.println(row);
      rows.add(row);
    }
  }

  /** On, a look, and off. */
  private Footprint on(Peer peer, Application application)
      throws IOException, InterruptedException {
    Peer.Running tool = peer.start("false", application, home, out);
    if (!tool.awaitActive()) System.out.println(peer.name() + " is not active: " + tool.told());
    Thread.sleep(SETTLING / 2);
    Footprint during = Footprint.of(application.pid(), home);
    tool.off();
    Thread.sleep(SETTLING / 2);
    return during;
  }

  private static String told(Footprint more) {
    return String.format(
        Locale.ROOT,
        "%+d, %+d, %+d, %+d",
        more.classes(),
        more.metaspace() / 1024,
        more.threads(),
        more.ports());
  }

  private void first(Peer peer) throws IOException, InterruptedException {
    String scenario = peer.can("first", version) ? "first" : "event";
    if (!peer.can(scenario, version)) return;
    List<Double> millis = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++)
      try (Application application = Application.start(home, peer.record(), "1", RATE)) {
        application.window(500);
        long start = System.nanoTime();
        Peer.Running tool = peer.start(scenario, application, home, out);
        long nanos = tool.first(start);
        tool.off();
        if (nanos < 0) System.out.println(peer.name() + " told nothing: " + tool.told());
        else if (round > 0) millis.add(nanos / 1e6);
      }
    Spread spread = Spread.of(millis);
    String row =
        String.format(
            Locale.ROOT,
            "| %s | %s | %.0f | %.0f | %.0f |",
            peer.name(),
            version,
            spread.least(),
            spread.median(),
            spread.most());
    System.out.println(row);
    rows.add(row);
  }
}
