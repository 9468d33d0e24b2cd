package dev.sonde.operator.attach;

import dev.sonde.operator.jvm.Jvm;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The way of an older attach API into a target that has our pids and another /tmp (systemd's
 * PrivateTmp, a container in the host's pid namespace). Before JDK 24 (JDK-8327114) the API looks
 * for such a target's socket in our own /tmp, finds none, and sends SIGQUIT again and again, at
 * which the target prints its threads. A link in our /tmp shows it the socket; the file that makes
 * the target listen is put into the target's /tmp by us.
 */
final class ForeignTmp implements AutoCloseable {
  private static final int SEES_ITSELF = 24;

  private final List<Path> made = new ArrayList<>();

  /** Nothing for any other target. */
  static ForeignTmp of(Jvm jvm) throws IOException {
    ForeignTmp foreign = new ForeignTmp();
    boolean blind = Runtime.version().feature() < SEES_ITSELF && jvm.place().pid() == jvm.pid();
    Path ours = Path.of("/tmp");
    Path theirs = Path.of("/proc", Long.toString(jvm.pid()), "root/tmp");
    if (jvm.place().foreign() && blind && !same(ours, theirs))
      foreign.show(jvm.pid(), ours, theirs);
    return foreign;
  }

  /** A namespace may differ in other places only, as with systemd's ProtectSystem. */
  static boolean same(Path ours, Path theirs) throws IOException {
    Map<String, Object> one = Files.readAttributes(ours, "unix:dev,ino");
    Map<String, Object> other = Files.readAttributes(theirs, "unix:dev,ino");
    return one.equals(other);
  }

  @Override
  public void close() throws IOException {
    for (Path each : made) Files.deleteIfExists(each);
  }

  private void show(long pid, Path ours, Path theirs) throws IOException {
    Path link = ours.resolve(".java_pid" + pid);
    Path trigger = theirs.resolve(".attach_pid" + pid);
    try {
      made.add(Files.createSymbolicLink(link, theirs.resolve(".java_pid" + pid)));
      made.add(Files.createFile(trigger));
    } catch (FileAlreadyExistsException someoneAttaches) {
      close();
      throw new IOException(
          someoneAttaches.getMessage()
              + " is there already: another attach is under way, or left it. Remove it",
          someoneAttaches);
    } catch (IOException failure) {
      close();
      throw failure;
    }
  }
}
