package dev.sonde.operator.attach;

import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.jvm.Jvms;
import dev.sonde.wire.SessionId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The only registry of sessions: the sockets below {@code /tmp/sonde-UID/PID-START}, of this file
 * system, and of each target's own.
 *
 * @param uid of this process
 * @param gid of this process
 * @param tmp ours
 */
public record RunFolders(long uid, long gid, Path tmp) {
  public RunFolders() {
    this(own("unix:uid"), own("unix:gid"), Path.of("/tmp"));
  }

  /** Makes the folder for a session in this JVM, after sweeping what dead sessions left. */
  SessionFiles claim(Jvm jvm, SessionId id) {
    Path theirs = tmpOf(jvm);
    sweep(theirs);
    RunFolder folder = new RunFolder(theirs, uid, jvm.pid() + "-" + jvm.startTime());
    boolean guest = jvm.uid() != uid;
    folder.make(guest, jvm.gid());
    return new SessionFiles(folder, id, guest ? jvm.uid() : -1, jvm.gid());
  }

  /**
   * The sockets of sessions that this user may ask; root: of all users. Swept before, so that most
   * of them answer.
   */
  public List<SessionSocket> sockets() {
    Set<Path> places = new LinkedHashSet<>(List.of(tmp));
    for (Jvm jvm : new Jvms().list()) places.add(tmpOf(jvm));
    List<SessionSocket> sockets = new ArrayList<>();
    for (Path place : places) {
      sweep(place);
      for (Path top : children(place, uid == 0 ? "sonde-[0-9]*" : "sonde-" + uid))
        collect(top, sockets);
    }
    return sockets;
  }

  private void collect(Path top, List<SessionSocket> sockets) {
    long owner = owner(top);
    if (!top.getFileName().toString().equals("sonde-" + owner)) return;
    for (Path folder : children(top, "[0-9]*-[0-9]*"))
      for (Path socket : entries(folder, "*" + SessionFiles.SOCKET))
        sockets.add(new SessionSocket(socket, owner));
  }

  /** Deletes what dead sessions of this user left. */
  private void sweep(Path place) {
    Path top = place.resolve("sonde-" + uid);
    if (owner(top) == uid)
      for (Path folder : children(top, "[0-9]*-[0-9]*")) new Sweep(folder).run();
  }

  private Path tmpOf(Jvm jvm) {
    return jvm.place().foreign() ? Path.of("/proc", Long.toString(jvm.pid()), "root/tmp") : tmp;
  }

  /** Real folders alone: below a target's root no link is followed. */
  private static List<Path> children(Path folder, String glob) {
    return entries(folder, glob).stream()
        .filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
        .toList();
  }

  static List<Path> entries(Path folder, String glob) {
    List<Path> entries = new ArrayList<>();
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) return entries;
    try (DirectoryStream<Path> each = Files.newDirectoryStream(folder, glob)) {
      each.forEach(entries::add);
    } catch (IOException | RuntimeException unreadable) {
      return entries;
    }
    return entries;
  }

  private static long owner(Path folder) {
    try {
      return (Integer) Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    } catch (IOException | RuntimeException absent) {
      return -1;
    }
  }

  private static long own(String attribute) {
    try {
      return (Integer) Files.getAttribute(Path.of("/proc/self"), attribute);
    } catch (IOException failure) {
      throw Failures.writing(Path.of("/proc/self"), failure);
    }
  }
}
