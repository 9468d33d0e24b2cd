package dev.sonde.tracer.weave;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Frames of threads that stand in classes to be woven. Such a frame runs the old code until it returns, uncompiled: one that never returns is
 * slow for good, and its method is never seen.
 */
public final class RunningFrames {
  private final Set<String> classNames;

  /**
   * Texts by place in a thread's stack, counted from the bottom: a frame that has not returned is found there again. No records: their generated
   * equals comes from a handle of the JDK, java.lang.runtime.ObjectMethods.OBJECT_EQ, whose cache of the last cast then holds the record, and so
   * the plugin's loader (JDK-8078641).
   */
  private final Map<String, String> frames = new LinkedHashMap<>();

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
      String place = System.identityHashCode(thread) + "@" + (stack.length - i) + ":" + method;
      frames.put(place, "thread " + thread.getName() + " in " + method + ":" + frame.getLineNumber());
    }
  }

  /**
   * Looks again, and keeps those that seem not to have returned.
   *
   * @param seen class and method, with a dot, of methods that were called meanwhile: frames of these come and go
   */
  public RunningFrames stillThere(Set<String> seen) {
    RunningFrames still = new RunningFrames(classNames);
    if (frames.isEmpty()) return still;
    still.frames.putAll(in(classNames).frames);
    still.frames.keySet().retainAll(frames.keySet());
    still.frames.keySet().removeIf(place -> seen.contains(place.substring(place.indexOf(':') + 1)));
    return still;
  }

  /** For people: thread, method and line of each. */
  public List<String> texts() {
    return new ArrayList<>(frames.values());
  }
}
