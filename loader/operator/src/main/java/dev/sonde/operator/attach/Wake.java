package dev.sonde.operator.attach;

import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.jvm.Jvms;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a JVM listen that nobody has attached to yet: a file {@code .attach_pidPID} for it to find,
 * and SIGQUIT, at which it would print its threads without that file. HotSpot then makes the socket
 * within a few milliseconds.
 */
final class Wake implements Closeable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** So long another one's mark is believed to be at work. */
  private static final Duration ANOTHERS = Duration.ofSeconds(2);

  private static final long FIRST_PAUSE = TimeUnit.MICROSECONDS.toNanos(500);
  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  private final Jvms jvms;
  private final Jvm jvm;
  private final HeldFolder tmp;
  private @Nullable Quit quit;

  Wake(Jvms jvms, Jvm jvm, HeldFolder tmp) {
    this.jvms = jvms;
    this.jvm = jvm;
    this.tmp = tmp;
  }

  /** Begins what takes its time and touches nobody. */
  void prepare() throws IOException {
    if (Quit.possible()) quit = Quit.ready(jvm.pid());
  }

  @Override
  public void close() {
    if (quit != null) quit.close();
  }

  /**
   * False where it cannot be done by these means, and nothing was done then.
   *
   * @throws IOException if the JVM does not answer in time, or has ended
   */
  boolean make(ListenerSocket socket, BooleanSupplier wanted) throws IOException {
    if (quit == null) prepare();
    if (quit == null) return false;
    List<Path> made = new ArrayList<>();
    try {
      if (!mark(made)) return false;
      // Of several at once only the one whose mark it is sends the signal: a second one would print
      // the threads of a JVM that listens by now.
      Duration patience = made.isEmpty() ? ANOTHERS : Duration.ZERO;
      if (appears(socket, patience, () -> jvms.running(jvm))) return true;
      return signalled(quit, socket, wanted);
    } finally {
      for (Path each : made) Files.deleteIfExists(each);
    }
  }

  private boolean signalled(Quit signal, ListenerSocket socket, BooleanSupplier wanted)
      throws IOException {
    if (!jvms.running(jvm)) throw new IOException("No such process");
    // At the last moment: without a handler SIGQUIT would end it.
    if (!jvms.catchesQuit(jvm)) throw Failures.deaf(jvm);
    signal.send();
    BooleanSupplier worth = () -> signal.sent() && jvms.running(jvm) && wanted.getAsBoolean();
    if (appears(socket, PATIENCE, worth)) return true;
    if (!signal.sent()) return false;
    if (!jvms.running(jvm)) throw new IOException("No such process");
    throw new IOException("it doesn't respond within " + PATIENCE.toSeconds() + " s");
  }

  /** HotSpot looks in its working folder first; that one is the application's, so used last. */
  private boolean mark(List<Path> made) {
    String name = ".attach_pid" + jvm.place().pid();
    return mark(tmp.path().resolve(name), made)
        || mark(Path.of("/proc", Long.toString(jvm.pid()), "cwd", name), made);
  }

  private boolean mark(Path file, List<Path> made) {
    try {
      made.add(Files.createFile(file));
      return true;
    } catch (FileAlreadyExistsException another) {
      return obeyed(file); // somebody else attaches just now, or has left it
    } catch (IOException | RuntimeException unwritable) {
      return false;
    }
  }

  /** HotSpot passes over a file of any other user: it may be planted. */
  private boolean obeyed(Path file) {
    long owner = RunFolders.owner(file, LinkOption.NOFOLLOW_LINKS);
    return owner == 0 || owner == jvm.uid();
  }

  /** Looks for the socket again and again, at first often, as long as it is worth it. */
  private static boolean appears(ListenerSocket socket, Duration patience, BooleanSupplier worth)
      throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    long pause = FIRST_PAUSE;
    while (!socket.isReady()) {
      if (System.nanoTime() > end || !worth.getAsBoolean()) return false;
      LockSupport.parkNanos(pause);
      pause = Math.min(LONGEST_PAUSE, pause * 3 / 2);
    }
    return true;
  }
}
