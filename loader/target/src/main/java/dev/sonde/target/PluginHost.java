package dev.sonde.target;

import dev.sonde.api.Asked;
import dev.sonde.api.Command;
import dev.sonde.api.Host;
import dev.sonde.api.Plugin;
import dev.sonde.api.Signal;
import dev.sonde.api.UsageException;
import dev.sonde.target.trust.Description;
import dev.sonde.target.trust.Errand;
import dev.sonde.target.trust.Grants;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** One loaded plugin: its loader, its commands, and all that it has to give back. */
final class PluginHost implements Host {
  private static final String SERVICE = "META-INF/services/" + Plugin.class.getName();

  private final Description description;
  private final Grants grants;
  private final BorrowedInstrumentation instrumentation;
  private final Plugins others;
  private final Work work;
  private final Report report;
  private final Closer closer;
  private final Map<String, Command> commands = new TreeMap<>();
  private volatile String loader = "";

  PluginHost(
      Description description,
      Grants grants,
      Instrumentation instrumentation,
      Plugins others,
      Work work,
      Report report) {
    this.description = description;
    this.grants = grants;
    this.instrumentation = new BorrowedInstrumentation(instrumentation, toString());
    this.others = others;
    this.work = work;
    this.report = report;
    closer = new Closer(failure -> report.failed(this + ": " + failure));
  }

  /** Makes and starts the one plugin that the jar names. On {@code sonde-work}. */
  void start(ClassLoader loader, Entries entries) throws Exception {
    byte[] service = entries.get(SERVICE);
    if (service == null)
      throw new UsageException(
          "SONDE-IDENTITY", "expected a plugin jar with " + SERVICE + ", " + this + " has none");
    this.loader = String.valueOf(loader.getName());
    String name = new String(service, StandardCharsets.UTF_8).strip();
    loader.loadClass(name).asSubclass(Plugin.class).getConstructor().newInstance().start(this);
  }

  /** The name of its class loader; empty before there is one. */
  String loader() {
    return loader;
  }

  synchronized Map<String, Command> commands() {
    return new TreeMap<>(commands);
  }

  /**
   * A command that the policies allow now.
   *
   * @throws UsageException if they do not
   */
  Command allowed(Errand errand) throws UsageException {
    grants.allow(errand);
    return Objects.requireNonNull(commands().get(errand.command()));
  }

  /**
   * A command that another plugin asks for, which has to be allowed itself what the command needs.
   *
   * @throws UsageException if it is not, or if the policies do not allow it
   */
  Command allowed(Errand errand, PluginHost asker) throws UsageException {
    for (String each : description.neededBy(errand.command()))
      if (!each.equals("observe") && !asker.granted(each)) // who lists nothing observes still
      throw new UsageException(
            "SONDE-POLICY",
            "command '"
                + errand.command()
                + "' needs capability '"
                + each
                + "', which "
                + asker
                + " asks for it without having it itself");
    return allowed(errand);
  }

  Closer closer() {
    return closer;
  }

  /** The last step, after all closes, or when they hang. */
  void drop() {
    for (String transformer : instrumentation.giveBack())
      report.failed(this + " left transformer " + transformer + " registered; it was taken out");
  }

  @Override
  public synchronized void command(String name, Command command) {
    if (!description.commands().contains(name))
      throw new IllegalArgumentException(
          "expected a command that the signed description lists "
              + description.commands()
              + ", got '"
              + name
              + "'");
    commands.put(name, command);
  }

  @Override
  public <T extends AutoCloseable> T own(T resource) {
    return closer.register(resource);
  }

  @Override
  public AutoCloseable every(Duration period, Runnable task) {
    Work.Periodic handle = work.every("a periodic task of " + this, period, task);
    closer.register(handle);
    return () -> {
      handle.close();
      closer.forget(handle);
    };
  }

  @Override
  public Signal signal(Runnable task) {
    return closer.register(work.flag("a signalled task of " + this, task));
  }

  @Override
  public Asked ask(String command, List<String> args, Map<String, String> options) {
    Errand errand =
        new Errand(
            command,
            List.copyOf(args),
            Map.copyOf(options),
            List.of(),
            "",
            description.id() + " " + description.version());
    AskedCall call = closer.register(new AskedCall(errand, work, report));
    work.submit(
        call.toString(), () -> call.run(() -> others.command(errand, this), others.named(command)));
    call.whenEnded(() -> closer.forget(call));
    return call;
  }

  @Override
  public boolean granted(String capability) {
    return grants.granted(capability);
  }

  @Override
  public int overheadLimit() {
    return grants.overhead();
  }

  @Override
  public Instrumentation instrumentation() {
    if (granted("instrument")) instrumentation.allowChanges();
    return instrumentation;
  }

  @Override
  public void removed(String what, long count, boolean verified) {
    report.removed(what, count);
    if (verified) report.verified(what);
    else report.notShown(count + " " + what + " of " + this + ": taken out, not checked");
  }

  @Override
  public void stays(String what, long bytes) {
    report.stays(what, bytes);
  }

  @Override
  public void remains(String sentence) {
    others.keep(loader);
    report.failed(this + ": " + sentence);
  }

  @Override
  public String toString() {
    return "plugin " + description.id() + " " + description.version();
  }
}
