package dev.sonde.tracer.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Frames of threads that stand in classes to be woven. Such a frame runs the old code until it
 * returns, uncompiled, whichever method of the class it is in: one that never returns is slow for
 * good. If its method is woven, the call is never seen.
 */
public final class RunningFrames {
  private final Map<String, Set<String>> methods;

  /**
   * Texts by place in a thread's stack, counted from the bottom: a frame that has not returned is
   * found there again. No records: their generated equals comes from a handle of the JDK,
   * java.lang.runtime.ObjectMethods.OBJECT_EQ, whose cache of the last cast then holds the record,
   * and so the plugin's loader (JDK-8078641).
   */
  private final Map<String, String> frames = new LinkedHashMap<>();

  private RunningFrames(Map<String, Set<String>> methods) {
    this.methods = methods;
  }

  /**
   * Looks at the stacks of all platform threads.
   *
   * @param methods names of the methods to be woven, by class
   */
  public static RunningFrames in(Map<String, Set<String>> methods) {
    RunningFrames found = new RunningFrames(new HashMap<>(methods));
    if (!methods.isEmpty()) Thread.getAllStackTraces().forEach(found::add);
    return found;
  }

  private void add(Thread thread, StackTraceElement[] stack) {
    for (int i = 0; i < stack.length; i++) {
      StackTraceElement frame = stack[i];
      if (!methods.containsKey(frame.getClassName())) continue;
      String method = frame.getClassName() + "." + frame.getMethodName();
      String place = System.identityHashCode(thread) + "@" + (stack.length - i) + ":" + method;
      frames.put(
          place, "thread " + thread.getName() + " in " + method + ":" + frame.getLineNumber());
    }
  }

  /**
   * Looks again, and keeps those that seem not to have returned.
   *
   * @param seen class and method, with a dot, of methods that were called meanwhile: frames of
   *     these come and go
   */
  public RunningFrames stillThere(Set<String> seen) {
    RunningFrames still = new RunningFrames(methods);
    if (frames.isEmpty()) return still;
    still.frames.putAll(in(methods).frames);
    still.frames.keySet().retainAll(frames.keySet());
    still.frames.keySet().removeIf(place -> seen.contains(method(place)));
    return still;
  }

  /** Thread, method and line, for people, of each frame of a method to be woven. */
  public List<String> unseen() {
    return texts(true);
  }

  /** As {@link #unseen}, of the frames of other methods of these classes. */
  public List<String> others() {
    return texts(false);
  }

  private List<String> texts(boolean unseen) {
    List<String> texts = new ArrayList<>();
    frames.forEach(
        (place, text) -> {
          if (woven(method(place)) == unseen) texts.add(text);
        });
    return texts;
  }

  private boolean woven(String method) {
    int dot = method.lastIndexOf('.');
    return methods
        .getOrDefault(method.substring(0, dot), Set.of())
        .contains(method.substring(dot + 1));
  }

  private static String method(String place) {
    return place.substring(place.indexOf(':') + 1);
  }
}
