package dev.sonde.operator.attach;

import dev.sonde.operator.SondeException;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.jvm.Jvms;
import dev.sonde.wire.SessionId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
  private static final int TRIES = 5;

  public RunFolders() {
    this(own("unix:uid"), own("unix:gid"), Path.of("/tmp"));
  }

  /**
   * Makes the folder for a session in this JVM, with the agent's jar in it, after sweeping what
   * dead sessions left. Until the jar is there another sonde may delete the folder as an empty one:
   * then again.
   */
  SessionFiles claim(Jvm jvm, SessionId id, byte[] agentJar) {
    for (int left = TRIES; ; left--) {
      try {
        return claimed(jvm, id, agentJar);
      } catch (SondeException failure) {
        boolean deleted = failure.getCause() instanceof NoSuchFileException;
        if (left == 0 || !deleted) throw failure;
      }
    }
  }

  private SessionFiles claimed(Jvm jvm, SessionId id, byte[] agentJar) {
    HeldFolder theirs = hold(jvm);
    new Sweep(theirs, uid).run();
    boolean guest = jvm.uid() != uid;
    String target = jvm.pid() + "-" + jvm.startTime();
    RunFolder folder = RunFolder.make(theirs, uid, target, guest, jvm.gid());
    SessionFiles files = new SessionFiles(folder, id, guest ? jvm.uid() : -1, jvm.gid());
    try {
      files.writeJar(agentJar);
      return files;
    } catch (RuntimeException failure) {
      files.delete();
      throw failure;
    }
  }

  private HeldFolder hold(Jvm jvm) {
    try {
      return jvm.place().foreign() ? foreign(jvm) : HeldFolder.of(tmp);
    } catch (IOException failure) {
      throw Failures.writing(tmpOf(jvm), failure);
    }
  }

  /**
   * The target's own {@code /tmp}, if it is a real folder: a link there is resolved in our file
   * system, where {@code tmp -> /etc} is our /etc.
   */
  static HeldFolder foreign(Jvm jvm) throws IOException {
    return foreign(foreignTmp(jvm));
  }

  /**
   * The sockets of sessions that this user may ask; root: of all users. Swept before, so that most
   * of them answer.
   */
  public List<SessionSocket> sockets() {
    Set<Path> places = new LinkedHashSet<>(List.of(tmp));
    for (Jvm jvm : new Jvms().list()) places.add(tmpOf(jvm));
    Map<Object, SessionSocket> sockets = new LinkedHashMap<>();
    for (Path place : places) {
      sweep(place);
      for (Path top : children(place, uid == 0 ? "sonde-[0-9]*" : RunFolder.topName(uid)))
        collect(top, sockets);
    }
    return List.copyOf(sockets.values());
  }

  /** The same user's, below another folder. */
  public RunFolders in(Path otherTmp) {
    return new RunFolders(uid, gid, otherTmp);
  }

  /**
   * Sockets of sessions in this JVM on which nobody listens: their sonde was killed, and so the JVM
   * has ended them. Deletes nothing.
   */
  public List<Path> dead(Jvm jvm) {
    List<Path> dead = new ArrayList<>();
    String target = jvm.pid() + "-" + jvm.startTime();
    for (Path top : children(tmpOf(jvm), uid == 0 ? "sonde-[0-9]*" : RunFolder.topName(uid)))
      for (Path folder : children(top, target))
        for (Path socket : entries(folder, "*" + SessionFiles.SOCKET))
          if (!Files.isSymbolicLink(socket) && ListenerSocket.isDead(socket)) dead.add(socket);
    return dead;
  }

  /** Two places may be one folder: a mount namespace of its own does not mean a /tmp of its own. */
  private void collect(Path top, Map<Object, SessionSocket> sockets) {
    long owner = owner(top, LinkOption.NOFOLLOW_LINKS);
    if (!top.getFileName().toString().equals("sonde-" + owner)) return;
    for (Path folder : children(top, "[0-9]*-[0-9]*"))
      for (Path socket : entries(folder, "*" + SessionFiles.SOCKET))
        if (!Files.isSymbolicLink(socket))
          sockets.putIfAbsent(key(socket), new SessionSocket(socket, owner));
  }

  private static Object key(Path socket) {
    try {
      Object key = Files.readAttributes(socket, BasicFileAttributes.class).fileKey();
      return key == null ? socket : key;
    } catch (IOException gone) {
      return socket;
    }
  }

  /** Deletes what dead sessions of this user left. */
  private void sweep(Path place) {
    try (HeldFolder held = place.equals(tmp) ? HeldFolder.of(tmp) : foreign(place)) {
      new Sweep(held, uid).run();
    } catch (IOException unreachable) {
      return; // a JVM that has just ended, or whose files are not ours to see
    }
  }

  private static HeldFolder foreign(Path place) throws IOException {
    try (HeldFolder root = HeldFolder.of(place.getParent())) {
      return root.child("tmp");
    }
  }

  private Path tmpOf(Jvm jvm) {
    return jvm.place().foreign() ? foreignTmp(jvm) : tmp;
  }

  private static Path foreignTmp(Jvm jvm) {
    return Path.of("/proc", Long.toString(jvm.pid()), "root/tmp");
  }

  /** Real folders alone: below a target's root no link is followed. */
  private static List<Path> children(Path folder, String glob) {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) return List.of();
    return entries(folder, glob).stream()
        .filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
        .toList();
  }

  static List<Path> entries(Path folder, String glob) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> each = Files.newDirectoryStream(folder, glob)) {
      each.forEach(entries::add);
    } catch (IOException | RuntimeException unreadable) {
      return entries;
    }
    return entries;
  }

  static long owner(Path folder, LinkOption... options) {
    try {
      return (Integer) Files.getAttribute(folder, "unix:uid", options);
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
