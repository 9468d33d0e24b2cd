package dev.sonde.tracer;

import dev.sonde.api.Call;
import dev.sonde.tracer.select.SelectedClass;
import dev.sonde.tracer.select.SelectedMethod;
import dev.sonde.tracer.weave.RunningFrames;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls of classes that are woven which began before, and the warnings about them. Frames that are
 * found in two more looks will hardly return.
 */
final class EarlierCalls {
  private static final int MOST_TOLD = 3;
  private static final int LOOKS = 2;

  private final Call call;
  private final Records records;
  private @Nullable RunningFrames running;
  private int looks;
  private boolean unseen;

  EarlierCalls(Call call, Records records) {
    this.call = call;
    this.records = records;
  }

  /** Looks for them, before these classes are woven. */
  void find(List<SelectedClass> selected) {
    Map<String, Set<String>> names = new HashMap<>();
    for (SelectedClass each : selected)
      for (SelectedMethod method : each.methods())
        names.computeIfAbsent(each.type().getName(), key -> new HashSet<>()).add(method.name());
    running = RunningFrames.in(names);
  }

  /**
   * Looks again, and tells of what is found each time.
   *
   * @param seen class and method of calls that the trace has seen
   */
  void look(Set<String> seen) {
    if (running == null) return;
    running = running.stillThere(seen);
    if (++looks == LOOKS) tell(true);
  }

  /**
   * Tells of what is there still, unless it was told before.
   *
   * @param others also of calls of methods that are not traced
   */
  void tell(boolean others) {
    if (running == null) return;
    unseen = !running.unseen().isEmpty();
    tell(
        "calls that began before the trace are not seen, and run uncompiled and without line numbers until they return, also after it: ",
        running.unseen());
    if (others)
      tell(
          "weaving a class makes each of its methods that is running, traced or not, run uncompiled and without line numbers until it returns, also after the trace: ",
          running.others());
    running = null;
  }

  private void tell(String sentence, List<String> frames) {
    if (frames.isEmpty()) return;
    String text =
        sentence + String.join("; ", frames.subList(0, Math.min(frames.size(), MOST_TOLD)));
    call.output().record(records.warning("SONDE-RUNNING", text));
  }

  /** Whether one of a traced method was told of. */
  boolean unseen() {
    return unseen;
  }
}
