package dev.sonde.jshell;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jdk.jshell.spi.ExecutionControl.InternalException;
import jdk.jshell.spi.ExecutionControl.ResolutionException;
import jdk.jshell.spi.ExecutionControl.RunException;
import jdk.jshell.spi.ExecutionControl.StoppedException;
import jdk.jshell.spi.ExecutionControl.UserException;
import org.jspecify.annotations.Nullable;

/** What comes back of one snippet: what it prints at once, then how it ended. */
final class Answer {
  private final PrintStream out;
  private final PrintStream err;
  private final Plain outFilter = new Plain();
  private final Plain errFilter = new Plain();
  private @Nullable Map<String, @Nullable Object> end;

  Answer(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** On the session's reader thread. */
  synchronized void accept(Map<String, @Nullable Object> record) {
    switch (text(record, "kind")) {
      case "print" -> print(record);
      case "cut" -> cut(record);
      default -> end = record;
    }
  }

  private void print(Map<String, @Nullable Object> record) {
    if (!(record.get("bytes") instanceof byte[] bytes)) return;
    boolean toErr = isErr(record);
    PrintStream to = toErr ? err : out;
    byte[] plain = (toErr ? errFilter : outFilter).bytes(bytes);
    to.write(plain, 0, plain.length);
    to.flush();
  }

  private void cut(Map<String, @Nullable Object> record) {
    if (!(record.get("bytes") instanceof Long bytes)) return;
    err.printf(
        "%n|  %,d bytes more were printed on System.%s and not sent: a snippet shows 1 MB%n",
        bytes, isErr(record) ? "err" : "out");
  }

  private static boolean isErr(Map<String, @Nullable Object> record) {
    return Boolean.TRUE.equals(record.get("err"));
  }

  /** The value of the snippet, as text. */
  synchronized String value() throws RunException, InternalException {
    Map<String, @Nullable Object> last = end;
    if (last == null) throw new InternalException("the target did not say how the snippet ended");
    switch (text(last, "kind")) {
      case "value":
        return Plain.text(text(last, "text"));
      case "thrown":
        warn(chain(last));
        throw thrown(chain(last), 0);
      case "stopped":
        throw new StoppedException();
      case "abandoned":
        abandoned(last);
        throw new StoppedException();
      default:
        throw new InternalException("the target sent a record of kind " + text(last, "kind"));
    }
  }

  /** Null if all went well, else what the JVM said. */
  synchronized @Nullable String refusal() {
    Map<String, @Nullable Object> last = end;
    if (last == null) return null;
    List<Map<?, ?>> chain = chain(last);
    if (chain.isEmpty()) return text(last, "kind");
    return Plain.text(text(chain.get(0), "class") + ": " + text(chain.get(0), "message"));
  }

  private void abandoned(Map<String, @Nullable Object> record) {
    String at = text(record, "at");
    err.println(
        Plain.text(
            "|  It does not stop: thread "
                + text(record, "thread")
                + (at.isEmpty() ? "" : " is in " + at)
                + " and is left behind. Snippets go on in another one; it ends when it comes back"
                + " to code of yours, and the removal report names it if it does not."));
  }

  private void warn(List<Map<?, ?>> chain) {
    for (Map<?, ?> each : chain)
      if (text(each, "class").equals(OutOfMemoryError.class.getName())) {
        err.println(
            "|  The heap is the application's: while it was full, threads of the application may have"
                + " failed as well. What your variables hold is still held, also by one that was dropped:"
                + " set them to null.");
        return;
      }
  }

  private static List<Map<?, ?>> chain(Map<String, @Nullable Object> record) {
    List<Map<?, ?>> chain = new ArrayList<>();
    if (record.get("chain") instanceof List<?> all)
      for (Object each : all) if (each instanceof Map<?, ?> link) chain.add(link);
    return chain;
  }

  private static RunException thrown(List<Map<?, ?>> chain, int index) {
    Map<?, ?> link = index < chain.size() ? chain.get(index) : Map.of();
    StackTraceElement[] frames = frames(link);
    if (link.get("id") instanceof Long id) return new ResolutionException(id.intValue(), frames);
    Object message = link.get("message");
    UserException thrown =
        new UserException(
            message instanceof String said ? Plain.text(said) : null,
            Plain.text(text(link, "class")),
            frames);
    if (index + 1 < chain.size()) thrown.initCause(thrown(chain, index + 1));
    return thrown;
  }

  private static StackTraceElement[] frames(Map<?, ?> link) {
    List<StackTraceElement> frames = new ArrayList<>();
    if (link.get("frames") instanceof List<?> all)
      for (Object each : all)
        if (each instanceof List<?> frame && frame.size() == 4) frames.add(frame(frame));
    return frames.toArray(StackTraceElement[]::new);
  }

  private static StackTraceElement frame(List<?> frame) {
    String file = Plain.text(String.valueOf(frame.get(2)));
    return new StackTraceElement(
        Plain.text(String.valueOf(frame.get(0))),
        Plain.text(String.valueOf(frame.get(1))),
        file.isEmpty() ? null : file,
        frame.get(3) instanceof Long line ? line.intValue() : -1);
  }

  static String text(Map<?, ?> record, String key) {
    return Objects.toString(record.get(key), "");
  }
}
