package dev.sonde.tracer;

import dev.sonde.api.Call;
import dev.sonde.api.Command;
import dev.sonde.api.Events;
import dev.sonde.api.Host;
import dev.sonde.api.Output;
import dev.sonde.api.Signal;
import java.lang.instrument.Instrumentation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A session without threads: signals and ticks run when a test says so. */
public final class FakeHost implements Host {
  public final Map<String, Command> commands = new HashMap<>();
  public final List<AutoCloseable> owned = new ArrayList<>();
  public final Map<Duration, Runnable> periodic = new HashMap<>();
  public final List<String> removed = new ArrayList<>();
  public final List<String> stays = new ArrayList<>();
  public final Set<String> granted =
      new HashSet<>(Set.of("observe", "instrument", "capture-values"));
  public int overheadLimit = Integer.MAX_VALUE;
  public boolean raised;
  private final Instrumentation instrumentation;
  private final List<Runnable> signals = new ArrayList<>();

  public FakeHost(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** What {@code sonde-work} would do now. */
  public void work() {
    while (raised) {
      raised = false;
      signals.forEach(Runnable::run);
    }
  }

  @Override
  public void command(String name, Command command) {
    commands.put(name, command);
  }

  @Override
  public <T extends AutoCloseable> T own(T resource) {
    owned.add(resource);
    return resource;
  }

  @Override
  public AutoCloseable every(Duration period, Runnable task) {
    periodic.put(period, task);
    return () -> periodic.remove(period);
  }

  @Override
  public Signal signal(Runnable task) {
    signals.add(task);
    return () -> raised = true;
  }

  @Override
  public boolean granted(String capability) {
    return granted.contains(capability);
  }

  @Override
  public int overheadLimit() {
    return overheadLimit;
  }

  @Override
  public Instrumentation instrumentation() {
    return instrumentation;
  }

  @Override
  public void removed(String what, long count, boolean verified) {
    removed.add(what + " " + count + " " + verified);
  }

  @Override
  public void stays(String what, long bytes) {
    stays.add(what + " " + bytes);
  }

  /** One run of a command, which keeps its records. */
  public static final class Run implements Call, Call.Hold, Output {
    public final FakeEvents events = new FakeEvents();
    public final List<Map<String, Object>> records = new ArrayList<>();
    public String ended = "open";
    public Runnable cancel = () -> {};
    private final List<String> args;
    private final Map<String, String> options;

    public Run(List<String> args, Map<String, String> options) {
      this.args = args;
      this.options = options;
    }

    public List<Object> kinds() {
      List<Object> kinds = new ArrayList<>();
      for (Map<String, Object> record : records) kinds.add(record.get("kind"));
      return kinds;
    }

    @Override
    public List<String> args() {
      return args;
    }

    @Override
    public Map<String, String> options() {
      return options;
    }

    @Override
    public Output output() {
      return this;
    }

    @Override
    public Hold hold() {
      return this;
    }

    @Override
    public void onCancel(Runnable action) {
      cancel = action;
    }

    @Override
    public void record(Map<String, ?> record) {
      records.add(new HashMap<>(record));
    }

    @Override
    public Events events() {
      return events;
    }

    @Override
    public void done() {
      ended = "done";
    }

    @Override
    public void fail(String error) {
      ended = error;
    }
  }
}
