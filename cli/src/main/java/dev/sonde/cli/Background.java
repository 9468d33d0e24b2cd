package dev.sonde.cli;

import dev.sonde.cli.text.Invocation;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A trace of this JVM that goes on when the console has returned, until its own end, {@code stop},
 * or the end of a lease that each {@code poll} renews.
 *
 * <p>The thread itself is what a later paste finds, by name, in whatever console and class loader:
 * a function of {@code "poll"} and {@code "stop"}. So nothing has to be put where it would stay.
 */
final class Background extends Thread implements UnaryOperator<Object> {
  static final String NAME = "sonde-console";
  static final Duration LEASE = Duration.ofSeconds(60);

  private static final long FIRST_WORD_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long REMOVAL_NANOS = TimeUnit.SECONDS.toNanos(45);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Pages pages;
  private final ConsoleLease lease;
  private final Thread errand;
  private volatile boolean left;
  private volatile @Nullable HandOver handOver;

  private Background(Pages pages, ConsoleLease lease, Supplier<Program> program, String[] words) {
    super(null, null, NAME, 0, false);
    setDaemon(true);
    setContextClassLoader(null);
    this.pages = pages;
    this.lease = lease;
    this.errand = Aside.thread(() -> work(program, words), "sonde-errand");
  }

  /**
   * Begins a trace, in place of one that goes on. Of several consoles one after the other: each may
   * have classes of its own, but a constant text is the same object for all.
   *
   * @param words of {@code sonde trace}, without the JVM; {@code --lease TIME} is taken out
   * @return what it tells until it is woven in
   */
  static String start(Desk desk, List<String> words) {
    synchronized (NAME) {
      return replace(desk, words);
    }
  }

  private static String replace(Desk desk, List<String> words) {
    String replaced = running().map(former -> "replaced:\n" + former.apply("stop")).orElse("");
    List<String> rest = new ArrayList<>(List.of("trace", InsideMachine.SELF));
    Duration length = lease(words, rest);
    Pages pages = new Pages();
    ConsoleLease lease = new ConsoleLease(length, System::nanoTime);
    Terminal terminal = Terminal.remote(pages.out(), pages.err(), Invocation.CONSOLE);
    Desk own = new Desk(desk.machine(), terminal, desk.build(), lease);
    Background begun =
        new Background(pages, lease, () -> new Program(own), rest.toArray(String[]::new));
    begun.errand.start();
    begun.start();
    return replaced + begun.firstWords();
  }

  /** What goes on in this JVM, whoever began it. */
  @SuppressWarnings("unchecked") // What has our name is a function of texts, of whatever release.
  static Optional<UnaryOperator<Object>> running() {
    for (Thread each : Threads.all())
      if (each.getName().equals(NAME) && each instanceof UnaryOperator<?> found)
        return Optional.of((UnaryOperator<Object>) found);
    return Optional.empty();
  }

  /** {@code "poll"} gives what was printed since the last time, {@code "stop"} all of it. */
  @Override
  public Object apply(Object word) {
    return switch (String.valueOf(word)) {
      case "poll" -> poll();
      case "stop" -> leave();
      default -> throw new SondeException(ErrorId.USAGE, "expected poll or stop and got " + word);
    };
  }

  private String poll() {
    lease.renew();
    boolean done = !errand.isAlive();
    String text = pages.take();
    if (done) depart();
    if (done) return text + "-- all removed; Sonde leaves this JVM\n";
    return text + "-- goes on; poll again within " + lease.length().toSeconds() + " s\n";
  }

  private String leave() {
    lease.end();
    long end = System.nanoTime() + REMOVAL_NANOS;
    while (errand.isAlive() && System.nanoTime() - end < 0) LockSupport.parkNanos(LOOK_NANOS);
    depart();
    return pages.take();
  }

  /** This thread ends now; who comes next does not find it any more. */
  private void depart() {
    left = true;
    LockSupport.unpark(this);
    try {
      join(TimeUnit.SECONDS.toMillis(1));
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private String firstWords() {
    long end = System.nanoTime() + FIRST_WORD_NANOS;
    while (errand.isAlive() && !pages.told() && System.nanoTime() - end < 0)
      LockSupport.parkNanos(LOOK_NANOS / 10);
    HandOver newer = handOver;
    if (newer == null) return poll();
    depart();
    throw newer;
  }

  /**
   * Watches the lease; stays after the end until the last words are read. The poll that has read
   * them may have come before the end, if only just, and there need not be another one.
   */
  @Override
  public void run() {
    while (!left && lease.left() > 0 && (errand.isAlive() || !pages.isEmpty()))
      LockSupport.parkNanos(LOOK_NANOS);
    lease.end();
  }

  private void work(Supplier<Program> program, String[] words) {
    try {
      program.get().run(words);
    } catch (HandOver newer) {
      handOver = newer;
    }
  }

  private static Duration lease(List<String> words, List<String> rest) {
    Duration length = LEASE;
    for (int i = 0; i < words.size(); i++) {
      if (!words.get(i).equals("--lease")) rest.add(words.get(i));
      else if (++i < words.size()) length = Limits.duration("--lease", words.get(i));
    }
    return length;
  }
}
