package dev.sonde.cli;

/** The program {@code sonde}. */
public final class Cli {
  private Cli() {}

  public static void main(String[] args) {
    // No option of ours is a date or of a database: picocli would load what reads them, 10 ms.
    System.setProperty("picocli.converters.excludes", "java[.](time|sql)[.].*");
    Build build = Build.read();
    Ahead ahead = Ahead.begin(args, System.getenv(), build);
    Desk desk =
        new Desk(
            new LiveMachine(build.repository(), ahead),
            Terminal.ofProcess(System.getenv()),
            build,
            new Signals());
    try {
      System.exit(new Program(desk).run(args).code());
    } catch (HandOver handOver) {
      Successor.main(handOver, args, desk.terminal());
    }
  }
}
