package dev.sonde.tracer;

import dev.sonde.api.Call;
import dev.sonde.api.UsageException;
import dev.sonde.tracer.ProbeSet.Purpose;
import dev.sonde.tracer.record.Ending;
import dev.sonde.tracer.record.Inside;
import dev.sonde.tracer.record.Recorder;
import dev.sonde.tracer.record.Unheard;
import dev.sonde.tracer.select.Choice;
import dev.sonde.tracer.select.Left;
import dev.sonde.tracer.select.Selection;
import dev.sonde.tracer.weave.Restored;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The methods that a trace looks into: woven as a set of their own, so that a method can be both
 * traced and looked into. They are woven first, so a traced call asks before it counts itself. On
 * {@code sonde-work}.
 */
final class Marking {
  private static final Judging ALL = new Judging(null, false);

  private final Engine engine;
  private final String text;
  private final Choice choice;
  private final Inside inside;
  private final Newcomers newcomers;
  private final ProbeSet probes;
  private final Arming arming;

  /**
   * @param text of the patterns
   * @param ending told when a mark fails
   */
  Marking(Engine engine, Call call, String text, Size most, Inside inside, Ending ending)
      throws UsageException, ReflectiveOperationException {
    this.engine = engine;
    this.text = text;
    this.inside = inside;
    choice = Choice.parse(List.of(text.split(";")), Map.of());
    Unheard unheard = new Unheard(call.output().events());
    Recorder recorder =
        new Recorder(
            engine.guard(), unheard, engine.snapshot().withoutValues(), ending, Long.MAX_VALUE);
    recorder.start(Long.MAX_VALUE);
    newcomers = new Newcomers(choice, engine.attention());
    Purpose marks = new Purpose(0, most, ALL, new Calls(ALL), inside);
    probes = new ProbeSet(engine, marks, recorder, recorder, newcomers);
    arming = probes.arming();
  }

  /**
   * Weaves what is loaded.
   *
   * @param lazy whether it is right that nothing matches yet
   */
  void begin(boolean lazy) throws UsageException {
    try {
      Selection selection =
          Selection.of(
              choice,
              engine.instrumentation().getAllLoadedClasses(),
              engine.instrumentation()::isModifiableClass);
      weave(selection);
    } catch (UsageException noMatch) {
      if (!lazy || !noMatch.id().equals("SONDE-NO-MATCH"))
        throw new UsageException(noMatch.id(), "--inside: " + noMatch.getMessage());
    }
    if (!lazy && arming.methods() == 0)
      throw new UsageException(
          "SONDE-DENIED", "expected a method for --inside that can be woven, got " + text);
  }

  private void weave(Selection selection) throws UsageException {
    List<Left> left = new ArrayList<>();
    arming.weave(selection.classes(), left);
  }

  /** Weaves classes that were loaded meanwhile. */
  void welcome() throws UsageException {
    if (!newcomers.waiting()) return;
    Class<?>[] loaded = newcomers.loaded(engine.instrumentation()).toArray(new Class<?>[0]);
    weave(Selection.matching(choice, loaded, engine.instrumentation()::isModifiableClass));
  }

  /** For the start record. */
  void tell(Map<String, Object> record) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("pattern", text);
    told.put("methods", arming.methods());
    record.put("inside", told);
  }

  /** New sites do nothing from now on. Any thread. */
  void off() {
    probes.off();
  }

  /** Takes the marks out. */
  Restored end() {
    Restored restored = probes.end();
    inside.end();
    return restored;
  }
}
