package dev.sonde.operator.attach;

import dev.sonde.operator.jvm.Jvm;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
  private final @Nullable HeldFolder theirs;

  private ForeignTmp(@Nullable HeldFolder theirs) {
    this.theirs = theirs;
  }

  /** Nothing for any other target. */
  static ForeignTmp of(Jvm jvm) throws IOException {
    boolean blind = Runtime.version().feature() < SEES_ITSELF && jvm.place().pid() == jvm.pid();
    if (!jvm.place().foreign() || !blind) return new ForeignTmp(null);
    Path ours = Path.of("/tmp");
    HeldFolder theirs = RunFolders.foreign(jvm);
    ForeignTmp foreign = new ForeignTmp(theirs);
    try {
      if (!same(ours, theirs.path())) foreign.show(jvm.pid(), ours, theirs.path());
      return foreign;
    } catch (IOException failure) {
      foreign.close();
      throw failure;
    }
  }

  /** A namespace may differ in other places only, as with systemd's ProtectSystem. */
  static boolean same(Path ours, Path theirs) throws IOException {
    Map<String, Object> one = Files.readAttributes(ours, "unix:dev,ino");
    Map<String, Object> other = Files.readAttributes(theirs, "unix:dev,ino");
    return one.equals(other);
  }

  @Override
  public void close() throws IOException {
    try {
      for (Path each : made) Files.deleteIfExists(each);
    } finally {
      if (theirs != null) theirs.close();
    }
  }

  private void show(long pid, Path ours, Path held) throws IOException {
    Path link = ours.resolve(".java_pid" + pid);
    Path trigger = held.resolve(".attach_pid" + pid);
    try {
      made.add(Files.createSymbolicLink(link, held.resolve(".java_pid" + pid)));
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
