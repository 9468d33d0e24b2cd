package dev.sonde.tracer;

import dev.sonde.api.UsageException;
import dev.sonde.tracer.record.Inside;
import dev.sonde.tracer.record.Rate;
import dev.sonde.tracer.record.Sample;
import dev.sonde.tracer.record.Terms;
import dev.sonde.tracer.record.ThreadUse;
import dev.sonde.tracer.record.Throttle;
import dev.sonde.tracer.words.Capture;
import dev.sonde.tracer.words.Capture.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a trace was asked to record, and of which calls, as far as this JVM has it.
 *
 * @param inside patterns with semicolons of what the trace looks into; empty: everything
 * @param notes sentences about what it has not
 */
record Asked(Terms terms, String inside, List<String> notes) {
  private interface Find {
    ThreadUse use() throws ThreadUse.Missing;
  }

  /**
   * From the options {@code capture}, {@code stack}, {@code sample}, {@code rate}, {@code inside}.
   */
  static Asked of(Map<String, String> options) throws UsageException {
    Capture capture = Capture.of(options.get("capture"), options.get("stack"));
    List<String> notes = new ArrayList<>();
    ThreadUse cpu = capture.has(Part.CPU) ? use(ThreadUse::cpu, notes) : null;
    ThreadUse alloc = capture.has(Part.ALLOC) ? use(ThreadUse::alloc, notes) : null;
    String inside = options.getOrDefault("inside", "");
    Inside marks = inside.isEmpty() ? null : new Inside();
    Throttle throttle =
        new Throttle(Sample.of(options.get("sample")), Rate.of(options.get("rate")), marks);
    return new Asked(new Terms(capture, cpu, alloc, throttle), inside, List.copyOf(notes));
  }

  private static @Nullable ThreadUse use(Find find, List<String> notes) {
    try {
      return find.use();
    } catch (ThreadUse.Missing missing) {
      notes.add(missing.getMessage());
      return null;
    }
  }
}
