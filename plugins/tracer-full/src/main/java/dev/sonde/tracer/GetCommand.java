package dev.sonde.tracer;

import dev.sonde.api.Call;
import dev.sonde.api.Command;
import dev.sonde.api.Host;
import dev.sonde.api.UsageException;
import dev.sonde.tracer.capture.ModuleOpener;
import dev.sonde.tracer.capture.Opener;
import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.condition.Look;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code get EXPRESSION}: what static fields lead to, one record for each loader of the class that
 * the expression starts from. Nothing is woven, made or initialised. On {@code sonde-work}: no
 * thread of the application takes part.
 */
final class GetCommand implements Command {
  static final Set<String> OPTIONS = Set.of("depth", "reveal", "jvm", "session");

  private static final int DEPTH = 3;
  private static final int DEEPEST = 8;
  private static final int MOST_LOADERS = 20;

  private final Host host;
  private final LongSupplier nanos;

  GetCommand(Host host) {
    this(host, System::nanoTime);
  }

  GetCommand(Host host, LongSupplier nanos) {
    this.host = host;
    this.nanos = nanos;
  }

  @Override
  public void run(Call call) throws Exception {
    check(call);
    Look look = Look.parse(call.args().get(0));
    int depth = depth(call.options());
    Sight sight = Sight.of(host, call.options());
    Instrumentation instrumentation = host.instrumentation();
    Opener opener = new ModuleOpener(instrumentation);
    List<Class<?>> roots = look.roots(instrumentation);
    Snapshot snapshot = sight.of(new Snapshot(opener, nanos)).deep(depth);
    ValueRows rows = new ValueRows(call.output().events(), snapshot, roots.size());
    @Nullable UsageException refusal = null;
    for (Class<?> root : roots.subList(0, Math.min(MOST_LOADERS, roots.size()))) {
      try {
        rows.found(root, look.from(root, instrumentation, opener, sight.privacy()));
      } catch (UsageException there) {
        refusal = there;
        rows.refused(root, there);
      }
    }
    if (refusal != null && !rows.hasFound()) throw refusal;
    rows.send(Math.max(0, roots.size() - MOST_LOADERS));
  }

  private void check(Call call) throws UsageException {
    Set<String> unknown = new TreeSet<>(call.options().keySet());
    unknown.removeAll(OPTIONS);
    if (!unknown.isEmpty())
      throw new UsageException(
          "SONDE-USAGE", "expected the options " + new TreeSet<>(OPTIONS) + ", got " + unknown);
    if (call.args().size() != 1)
      throw new UsageException(
          "SONDE-USAGE",
          "expected one expression, as in 'com.acme.App.orders.size', got " + call.args().size());
    if (!host.granted("instrument"))
      throw new UsageException(
          "SONDE-POLICY",
          "expected capability 'instrument' to be granted beside 'capture-values': whether a class"
              + " is initialised, which looking must not change, is told only by a package of the"
              + " JDK that has to be opened");
  }

  private static int depth(Map<String, String> options) throws UsageException {
    String asked = options.getOrDefault("depth", String.valueOf(DEPTH));
    if (asked.matches("[1-" + DEEPEST + "]")) return Integer.parseInt(asked);
    throw new UsageException(
        "SONDE-USAGE", "expected --depth with a number from 1 to " + DEEPEST + ", got " + asked);
  }
}
