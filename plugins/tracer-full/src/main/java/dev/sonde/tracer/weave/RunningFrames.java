package dev.sonde.tracer.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Frames of threads that stand in classes to be woven. Such a frame runs the old code until it returns, uncompiled: one that never returns is
 * slow for good, and its method is never seen.
 */
public final class RunningFrames {
  private final Set<String> classNames;

  /**
   * Places in a thread's stack, counted from the bottom: a frame that has not returned is found there again. No
   * records: their generated equals comes from a handle of the JDK, java.lang.runtime.ObjectMethods.OBJECT_EQ, whose
   * cache of the last cast then holds the record, and so the plugin's loader (JDK-8078641).
   */
  private final List<String> places = new ArrayList<>();

  private final List<String> texts = new ArrayList<>();

  private RunningFrames(Set<String> classNames) {
    this.classNames = Set.copyOf(classNames);
  }

  /** Looks at the stacks of all platform threads. */
  public static RunningFrames in(Set<String> classNames) {
    RunningFrames found = new RunningFrames(classNames);
    if (!classNames.isEmpty()) Thread.getAllStackTraces().forEach(found::add);
    return found;
  }

  private void add(Thread thread, StackTraceElement[] stack) {
    for (int i = 0; i < stack.length; i++) {
      StackTraceElement frame = stack[i];
      if (!classNames.contains(frame.getClassName())) continue;
      String method = frame.getClassName() + "." + frame.getMethodName();
      places.add(System.identityHashCode(thread) + "@" + (stack.length - i) + ":" + method);
      texts.add("thread " + thread.getName() + " in " + frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber());
    }
  }

  /** Looks again. Those that have not returned; of a method that is busy, the frames are others by now. */
  public List<String> stillThere() {
    List<String> still = new ArrayList<>();
    if (places.isEmpty()) return still;
    RunningFrames now = in(classNames);
    for (int i = 0; i < now.places.size(); i++) if (places.contains(now.places.get(i))) still.add(now.texts.get(i));
    return still;
  }
}
