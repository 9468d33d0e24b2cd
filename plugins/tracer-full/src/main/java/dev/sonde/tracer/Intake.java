package dev.sonde.tracer;

import dev.sonde.api.Call;
import dev.sonde.api.UsageException;
import dev.sonde.tracer.Arming.Armed;
import dev.sonde.tracer.select.Choice;
import dev.sonde.tracer.select.Left;
import dev.sonde.tracer.select.SelectedClass;
import dev.sonde.tracer.select.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Takes classes into a trace: those that are loaded when it begins, those that are loaded later,
 * and those for which the condition had to wait. On {@code sonde-work}.
 */
final class Intake {
  private static final int MOST_TOLD = 3;

  private final Engine engine;
  private final Call call;
  private final Choice choice;
  private final Records records;
  private final Newcomers newcomers;
  private final Arming arming;
  private final EarlierCalls earlier;

  Intake(
      Engine engine,
      Call call,
      Choice choice,
      Records records,
      Newcomers newcomers,
      Arming arming,
      EarlierCalls earlier) {
    this.engine = engine;
    this.call = call;
    this.choice = choice;
    this.records = records;
    this.newcomers = newcomers;
    this.arming = arming;
    this.earlier = earlier;
  }

  /**
   * Weaves what is loaded.
   *
   * @param lazy whether it is right that nothing matches yet
   * @param left gets what could not be woven
   * @throws UsageException when nothing can be woven
   */
  List<Armed> begin(boolean lazy, List<Left> left) throws UsageException {
    List<SelectedClass> selected = select(lazy, left);
    earlier.find(selected);
    List<Armed> armed = arming.weave(selected, left);
    boolean waits = lazy && arming.waiting();
    if (armed.isEmpty() && !selected.isEmpty() && !waits) throw arming.refusal(nothingWoven(left));
    return armed;
  }

  private List<SelectedClass> select(boolean lazy, List<Left> left) throws UsageException {
    try {
      Selection selection =
          Selection.of(choice, engine.instrumentation().getAllLoadedClasses(), modifiable());
      left.addAll(selection.left());
      selection
          .notes()
          .forEach(note -> call.output().record(records.warning("SONDE-PATTERN", note)));
      return selection.classes();
    } catch (UsageException noMatch) {
      if (lazy && noMatch.id().equals("SONDE-NO-MATCH")) return List.of();
      throw noMatch;
    }
  }

  private static UsageException nothingWoven(List<Left> left) {
    StringBuilder text =
        new StringBuilder("expected at least one method that can be woven, found none");
    for (Left each : Left.notableFirst(left).subList(0, Math.min(left.size(), MOST_TOLD)))
      text.append("; ").append(each.pattern()).append(": ").append(each.reason());
    return new UsageException("SONDE-DENIED", text.toString());
  }

  /** Weaves classes that were loaded meanwhile. */
  void welcome() {
    if (newcomers.waiting()) weaveLater(newcomers.loaded(engine.instrumentation()), true);
  }

  /** Weaves classes for which the condition spoke of others that were not loaded. */
  void askAgain() {
    List<Class<?>> waiting = arming.takeWaiting();
    if (!waiting.isEmpty()) weaveLater(waiting, false);
  }

  private void weaveLater(List<Class<?>> classes, boolean fresh) {
    Class<?>[] loaded = classes.toArray(new Class<?>[0]);
    Selection selection = Selection.matching(choice, loaded, modifiable());
    List<Left> left = new ArrayList<>(selection.left());
    try {
      List<Armed> armed = arming.weave(selection.classes(), left);
      if (!armed.isEmpty() || fresh && !left.isEmpty())
        call.output().record(records.later(armed, arming, left));
    } catch (UsageException tooMuch) {
      call.output().record(records.warning(tooMuch.id(), tooMuch.getMessage()));
    }
  }

  private Predicate<Class<?>> modifiable() {
    return engine.instrumentation()::isModifiableClass;
  }
}
