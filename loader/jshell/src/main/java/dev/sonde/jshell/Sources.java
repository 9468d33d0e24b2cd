package dev.sonde.jshell;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/**
 * The text of snippets, for the audit. An execution control is given classes only, so this asks the
 * jshell that it works for, which is a field of what jshell hands over; {@code sonde.jar} opens
 * that package to itself. Where it is not open, the text is not known, and said so.
 */
final class Sources {
  private static final int MOST = 12;
  private static final int LONGEST = 2_000;

  private final @Nullable JShell jshell;
  private final Set<Snippet> told = Collections.newSetFromMap(new IdentityHashMap<>());

  Sources(ExecutionEnv environment) {
    jshell = jshell(environment);
  }

  /** The jshell that has asked for an execution control; null if it cannot be had. */
  static @Nullable JShell jshell(ExecutionEnv environment) {
    for (Field field : environment.getClass().getDeclaredFields())
      if (field.getType() == JShell.class && field.trySetAccessible())
        try {
          return (JShell) field.get(environment);
        } catch (IllegalAccessException closed) {
          return null;
        }
    return null;
  }

  /**
   * What has been declared or begun since it was last asked. Declarations alone run nothing: they
   * are told with the next snippet that runs.
   */
  List<String> fresh() {
    if (jshell == null) return List.of("(text not known)");
    List<String> fresh = new ArrayList<>();
    jshell
        .snippets()
        .forEach(
            each -> {
              if (told.add(each) && jshell.status(each) != Snippet.Status.REJECTED)
                fresh.add(cut(each.source().strip()));
            });
    int more = fresh.size() - MOST;
    if (more <= 0) return fresh;
    List<String> last = new ArrayList<>(fresh.subList(more, fresh.size()));
    last.add(0, "(" + more + " declarations before)");
    return last;
  }

  private static String cut(String source) {
    return source.length() <= LONGEST ? source : source.substring(0, LONGEST) + "…";
  }
}
