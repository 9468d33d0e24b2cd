package dev.sonde.tracer.select;

import dev.sonde.api.Call;
import dev.sonde.api.Command;
import dev.sonde.api.Output;
import dev.sonde.api.UsageException;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code find}: what a trace would weave and why not the rest, one record a method, each with a
 * ready command.
 */
public final class FindCommand implements Command {
  private static final int MOST = 1_000;

  private static final String RATE = "rate";

  private final Instrumentation instrumentation;
  private final Heat heat;

  /**
   * @param heat for the option {@code rate}
   */
  public FindCommand(Instrumentation instrumentation, Heat heat) {
    this.instrumentation = instrumentation;
    this.heat = heat;
  }

  /**
   * The option {@code jvm} is how the operator names this JVM; its own pid may be another one, in a
   * container.
   */
  @Override
  public void run(Call call) throws Exception {
    Choice choice = Choice.parse(call.args(), call.options());
    if (choice.patterns().isEmpty())
      throw new UsageException(
          "SONDE-PATTERN", "expected a pattern, for instance 'com.acme.Orders::find'");
    Selection found =
        Selection.inspect(
            choice, instrumentation.getAllLoadedClasses(), instrumentation::isModifiableClass);
    String jvm = call.options().getOrDefault("jvm", Long.toString(ProcessHandle.current().pid()));
    Rows rows = new Rows(call.output(), "sonde trace " + jvm + " ");
    if (call.options().containsKey(RATE)) {
      found.refuseIfEmpty();
      heat.measure(call, found.classes(), rates -> tell(found, rows, rates));
      return;
    }
    tell(found, rows, Map.of());
    found.refuseIfEmpty();
  }

  private static void tell(Selection found, Rows rows, Map<String, Double> rates) {
    rows.add(found.classes(), rates);
    found.left().forEach(rows::add);
    found.notes().forEach(rows::warn);
    rows.end();
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

    /** The hottest first. */
    void add(List<SelectedClass> classes, Map<String, Double> rates) {
      Set<String> twice = twice(classes);
      List<Map<String, @Nullable Object>> all = new ArrayList<>();
      for (SelectedClass each : classes)
        for (SelectedMethod method : each.methods())
          all.add(row(each.type(), method, twice, rates.get(Heat.key(each.type(), method))));
      if (!rates.isEmpty())
        all.sort(Comparator.comparingDouble(row -> -(double) row.getOrDefault("rate", -1.0)));
      all.forEach(this::print);
    }

    /** Names that several loaders have a class of. */
    private static Set<String> twice(List<SelectedClass> classes) {
      Set<String> once = new HashSet<>();
      Set<String> twice = new HashSet<>();
      for (SelectedClass each : classes)
        if (!once.add(each.type().getName())) twice.add(each.type().getName());
      return twice;
    }

    private Map<String, @Nullable Object> row(
        Class<?> type, SelectedMethod method, Set<String> twice, @Nullable Double rate) {
      Pattern exactly = Pattern.exactly(type.getName(), method.name(), method.descriptor());
      if (twice.contains(type.getName())) exactly = exactly.in(type.getClassLoader());
      String pattern = exactly.text();
      String loader = Loaders.name(type.getClassLoader());
      Map<String, @Nullable Object> row =
          row(type.getName(), method.name(), method.descriptor(), pattern, loader, true);
      row.put("command", trace + "'" + pattern + "'");
      if (rate != null) row.put("rate", rate);
      return row;
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
      warn("SONDE-PATTERN", text);
    }

    void end() {
      if (count <= MOST) return;
      String text = (count - MOST) + " more methods match and are not shown: narrow the pattern";
      warn("SONDE-MORE", text);
    }

    /** In the order in which records are read. */
    private void warn(String id, String text) {
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("v", 1);
      record.put("kind", "warning");
      record.put("id", id);
      record.put("text", text);
      out.record(record);
    }
  }
}
