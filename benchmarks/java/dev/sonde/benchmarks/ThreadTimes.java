package dev.sonde.benchmarks;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The processor time of each thread of a process at one moment, in nanoseconds, as the kernel counts
 * it.
 */
final class ThreadTimes {
  private final Map<String, Long> byThread = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();

  static ThreadTimes of(long pid) throws IOException {
    ThreadTimes times = new ThreadTimes();
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
      for (Path task : tasks) times.add(task);
    }
    return times;
  }

  private void add(Path task) {
    try {
      String id = task.getFileName().toString();
      String[] words = Files.readString(task.resolve("schedstat")).split(" ");
      byThread.put(id, Long.parseLong(words[0]));
      names.put(id, Files.readString(task.resolve("comm")).strip());
    } catch (IOException gone) {
      return; // the thread has ended meanwhile
    }
  }

  /** What threads whose name begins so have used since a moment before. */
  long since(ThreadTimes before, String name) {
    long sum = 0;
    for (Map.Entry<String, Long> each : byThread.entrySet())
      if (names.get(each.getKey()).startsWith(name))
        sum += each.getValue() - before.byThread.getOrDefault(each.getKey(), 0L);
    return sum;
  }
}
