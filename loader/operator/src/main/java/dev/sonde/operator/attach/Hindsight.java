package dev.sonde.operator.attach;

import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.jvm.Jvms;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * What a JVM itself says of Sonde once a session is over: asked through its attach listener with
 * the commands of jcmd, and by no code of ours in it.
 *
 * @param classes of Sonde, its plugins and probes, that are loaded or have instances; but for those
 *     that stay
 * @param threads of Sonde
 * @param failure why it could not be asked; empty: it could
 */
public record Hindsight(List<String> classes, List<String> threads, long millis, String failure) {
  private static final Pattern CLASS =
      Pattern.compile(
          "(?:(?<![\\w.$])|(?<=\\[L))dev[./]sonde[./][\\w.$/]+|[\\w.$]+\\$SondeProbe\\b");

  /** What {@code -javaagent} or {@code jcmd JVMTI.agent_load} leaves, as the agent of an attach. */
  private static final Pattern STAYS = Pattern.compile("dev[./]sonde[./]Agent_[0-9a-f]{8}(/.*)?");

  private static final Pattern THREAD = Pattern.compile("(?m)^\"(sonde-[^\"]*)\"");

  /** A thread ends just after its report; a compiler may hold a loader for a moment. */
  private static final int LOOKS = 10;

  private static final long BETWEEN_MILLIS = 300;
  private static final long PATIENCE_SECONDS = 60;

  /**
   * Looks until nothing is left, a few seconds at most. A look at the classes is a full garbage
   * collection: what is not referred to any more is not there.
   */
  public static Hindsight at(Jvm jvm) throws InterruptedException {
    long start = System.nanoTime();
    CompletableFuture<Hindsight> look = new CompletableFuture<>();
    Thread thread = new Thread(() -> look(jvm, look), "sonde-hindsight");
    thread.setDaemon(true);
    thread.start();
    try {
      return look.get(PATIENCE_SECONDS, TimeUnit.SECONDS).after(start);
    } catch (TimeoutException silent) {
      return failed("it did not answer within " + PATIENCE_SECONDS + " s").after(start);
    } catch (ExecutionException failure) {
      return failed(String.valueOf(failure.getCause().getMessage())).after(start);
    }
  }

  private static void look(Jvm jvm, CompletableFuture<Hindsight> look) {
    try (SpokenListener listener =
        SpokenListener.open(new Jvms(), jvm, Clearance.given(() -> !look.isDone())).orElse(null)) {
      if (listener == null) look.complete(failed("its attach protocol cannot be spoken from here"));
      else look.complete(last(listener));
    } catch (IOException | InterruptedException | RuntimeException failure) {
      look.completeExceptionally(failure);
    }
  }

  private static Hindsight last(SpokenListener listener) throws IOException, InterruptedException {
    List<String> threads = threads(listener.print("Thread.print"));
    for (int i = 1; i < LOOKS && !threads.isEmpty(); i++) {
      Thread.sleep(BETWEEN_MILLIS);
      threads = threads(listener.print("Thread.print"));
    }
    List<String> classes = loaded(listener);
    for (int i = 1; i < LOOKS && threads.isEmpty() && !classes.isEmpty(); i++) {
      Thread.sleep(BETWEEN_MILLIS);
      classes = loaded(listener);
    }
    return new Hindsight(classes, threads, 0, "");
  }

  /** The histogram collects garbage first; the hierarchy has classes without instances, too. */
  private static List<String> loaded(SpokenListener listener) throws IOException {
    return classes(listener.print("GC.class_histogram") + listener.print("VM.class_hierarchy"));
  }

  /** In what the JVM prints of its classes. */
  static List<String> classes(String text) {
    List<String> all = found(CLASS, text, 0);
    return all.stream().filter(each -> !STAYS.matcher(each).matches()).toList();
  }

  /** In a thread dump. */
  static List<String> threads(String text) {
    return found(THREAD, text, 1);
  }

  private static List<String> found(Pattern pattern, String text, int group) {
    TreeSet<String> found = new TreeSet<>();
    pattern
        .matcher(text)
        .results()
        .forEach(each -> found.add(each.group(group).replaceAll("/0x.*", "")));
    return List.copyOf(found);
  }

  private static Hindsight failed(String why) {
    return new Hindsight(List.of(), List.of(), 0, why);
  }

  private Hindsight after(long start) {
    return new Hindsight(classes, threads, (System.nanoTime() - start) / 1_000_000, failure);
  }

  /** Whether it was asked, and nothing of Sonde is there. */
  public boolean clean() {
    return failure.isEmpty() && classes.isEmpty() && threads.isEmpty();
  }

  /** As JSON spells it. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("ok", clean());
    map.put("millis", millis);
    map.put("classes", classes);
    map.put("threads", threads);
    if (!failure.isEmpty()) map.put("failure", failure);
    return map;
  }
}
