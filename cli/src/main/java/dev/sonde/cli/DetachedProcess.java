package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.state.StateHome;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A second Sonde that does what this one was asked for, in a session of the kernel's of its own
 * where {@code setsid} is there. It hears neither SIGHUP nor the keys of this terminal; SIGTERM
 * ends it in order.
 */
final class DetachedProcess {
  private static final String APART =
      "trap '' HUP INT QUIT; if command -v setsid >/dev/null; then exec setsid \"$@\"; fi; exec"
          + " \"$@\"";

  /** A small JVM. The launcher, which is a script, has the same; a test holds them together. */
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms28m",
          "-XX:NewSize=16m",
          "-Xmx128m",
          "-XX:-UsePerfData",
          "-Xshare:auto",
          "-Xlog:disable");

  private final Desk desk;

  DetachedProcess(Desk desk) {
    this.desk = desk;
  }

  /**
   * Returns when it says that it goes on, or has ended: its exit code is then this one's.
   *
   * @param args of the command line
   */
  Exit begin(List<String> args) throws InterruptedException {
    try (Interruption.Guard guard = desk.interruption().begin()) {
      Process process = start(args);
      guard.onSignal(process::destroy);
      Thread errors = Aside.thread(() -> pass(process.getErrorStream()), "sonde-detached");
      errors.start();
      if (announced(process.getInputStream())) return Exit.DONE;
      int code = process.waitFor();
      errors.join(1_000);
      for (Exit each : Exit.values()) if (each.code() == code) return each;
      return Exit.INTERNAL;
    } catch (IOException e) {
      throw new SondeException(
          ErrorId.OUTPUT,
          "expected to start a process that goes on alone, by sh, and could not ("
              + e.getMessage()
              + "): without --detach the trace runs here, as below nohup or in tmux",
          e);
    }
  }

  private static Process start(List<String> args) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", APART, "sonde"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags(args));
    command.addAll(List.of("-cp", classPath(), "dev.sonde.Main"));
    command.addAll(args);
    ProcessBuilder builder = new ProcessBuilder(command);
    for (String each : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"))
      builder.environment().remove(each);
    builder.environment().put(Detached.MARK, "1");
    StateHome.of(System.getenv())
        .path()
        .ifPresent(home -> builder.environment().put("SONDE_HOME", home.toString()));
    return builder.redirectInput(new File("/dev/null")).start();
  }

  /** As the launcher chooses: who may write for hours does so by the better compiler. */
  static List<String> flags(List<String> args) {
    List<String> flags = new ArrayList<>(FLAGS);
    boolean unlimited = args.stream().anyMatch(each -> each.contains("unlimited"));
    if (!unlimited) flags.add("-XX:TieredStopAtLevel=1");
    return flags;
  }

  /** Where a console has defined Sonde from memory, there is no file to start. */
  private static String classPath() {
    boolean ofFile = Detached.class.getClassLoader() == ClassLoader.getSystemClassLoader();
    String path = System.getProperty("java.class.path", "");
    if (ofFile && !path.isEmpty()) return path;
    throw new SondeException(
        ErrorId.USAGE, "--detach is for the command line, and this is a console: use sonde itself");
  }

  private boolean announced(InputStream out) throws IOException {
    BufferedReader lines = reader(out);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals(Announcement.LAST)) return true;
      desk.terminal().print(List.of(line));
    }
    return false;
  }

  private void pass(InputStream err) {
    try {
      BufferedReader lines = reader(err);
      for (String line = lines.readLine(); line != null; line = lines.readLine())
        desk.terminal().note(line);
    } catch (IOException ended) {
      return; // with what it had to say
    }
  }

  private static BufferedReader reader(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }
}
