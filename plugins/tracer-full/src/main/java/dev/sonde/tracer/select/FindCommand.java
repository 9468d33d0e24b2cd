package dev.sonde.tracer.select;

import dev.sonde.api.Call;
import dev.sonde.api.Command;
import dev.sonde.api.Output;
import dev.sonde.api.UsageException;
import java.lang.instrument.Instrumentation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code find}: what a trace would weave and why not the rest, one record a method, each with a
 * ready command.
 */
public final class FindCommand implements Command {
  private static final int MOST = 1_000;

  private final Instrumentation instrumentation;

  public FindCommand(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /**
   * The option {@code jvm} is how the operator names this JVM; its own pid may be another one, in a
   * container.
   */
  @Override
  public void run(Call call) throws UsageException {
    Choice choice = Choice.parse(call.args(), call.options());
    if (choice.patterns().isEmpty())
      throw new UsageException(
          "SONDE-PATTERN", "expected a pattern, for instance 'com.acme.Orders::find'");
    Selection found =
        Selection.inspect(
            choice, instrumentation.getAllLoadedClasses(), instrumentation::isModifiableClass);
    String jvm = call.options().getOrDefault("jvm", Long.toString(ProcessHandle.current().pid()));
    Rows rows = new Rows(call.output(), "sonde trace " + jvm + " ");
    for (SelectedClass each : found.classes()) rows.add(each);
    found.left().forEach(rows::add);
    found.notes().forEach(rows::warn);
    rows.end();
    found.refuseIfEmpty();
  }

  /** Prints as many rows as anybody reads. */
  private static final class Rows {
    private final Output out;
    private final String trace;
    private int count;

    Rows(Output out, String trace) {
      this.out = out;
      this.trace = trace;
    }

    void add(SelectedClass each) {
      String loader = Loaders.name(each.type().getClassLoader());
      for (SelectedMethod method : each.methods()) add(each.type().getName(), method, loader);
    }

    private void add(String className, SelectedMethod method, String loader) {
      String pattern = Pattern.exactly(className, method.name(), method.descriptor()).text();
      Map<String, @Nullable Object> row =
          row(className, method.name(), method.descriptor(), pattern, loader, true);
      row.put("command", trace + "'" + pattern + "'");
      print(row);
    }

    void add(Left left) {
      Map<String, @Nullable Object> row =
          row(
              left.className(),
              left.method(),
              left.descriptor(),
              left.pattern(),
              left.loader(),
              false);
      row.put("reason", left.reason());
      print(row);
    }

    private static Map<String, @Nullable Object> row(
        String className,
        String method,
        String descriptor,
        String pattern,
        String loader,
        boolean weavable) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("v", 1);
      row.put("kind", "method");
      row.put("class", className);
      row.put("method", method);
      row.put("descriptor", descriptor);
      row.put("pattern", pattern);
      row.put("loader", loader);
      row.put("weavable", weavable);
      return row;
    }

    private void print(Map<String, @Nullable Object> row) {
      if (++count <= MOST) out.record(row);
    }

    void warn(String text) {
      out.record(Map.of("v", 1, "kind", "warning", "id", "SONDE-PATTERN", "text", text));
    }

    void end() {
      if (count <= MOST) return;
      String text = (count - MOST) + " more methods match and are not shown: narrow the pattern";
      out.record(Map.of("v", 1, "kind", "warning", "id", "SONDE-MORE", "text", text));
    }
  }
}
