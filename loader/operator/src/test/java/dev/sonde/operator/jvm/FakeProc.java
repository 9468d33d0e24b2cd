package dev.sonde.operator.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that looks like {@code /proc}. */
record FakeProc(Path root) {
  FakeProc {
    write(root.resolve("uptime"), "1000.00 1.0");
  }

  Jvms jvms(long self) {
    Proc proc = new Proc(root);
    return new Jvms(
        proc, new Inspection(proc, Neighbourhood.of(proc), new Reach(0, 0, true)), self);
  }

  /** A JVM without performance data that runs this main class. */
  FakeProc jvm(long pid, String main) {
    process(pid, 'S', "java\0-XX:-UsePerfData\0" + main + "\0");
    write(
        folder(pid).resolve("maps"),
        "7f00-7f01 r-xp 00000000 08:01 1    /usr/lib/jvm/none/lib/server/libjvm.so\n");
    return this;
  }

  FakeProc process(long pid, char state, String commandLine) {
    write(
        folder(pid).resolve("stat"),
        pid + " (some) " + state + " 1 1 1 0 -1 1 1 0 0 0 100 100 0 0 20 0 30 0 50000 1 1 1");
    write(
        folder(pid).resolve("status"),
        "Tgid:\t"
            + pid
            + "\nUid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\nNSpid:\t"
            + pid
            + "\nSigCgt:\t0000000000000004\n");
    write(folder(pid).resolve("cmdline"), commandLine);
    return this;
  }

  FakeProc listening(long pid, int port) {
    String hex = String.format("%04X", port);
    write(
        folder(pid).resolve("net/tcp"),
        "  sl  local_address rem_address   st\n   0: 0100007F:"
            + hex
            + " 00000000:0000 0A 0:0 00:0 0 0 0 "
            + (pid + port)
            + " 1\n");
    try {
      Files.createDirectories(folder(pid).resolve("fd"));
      Files.createSymbolicLink(
          folder(pid).resolve("fd/5"), Path.of("socket:[" + (pid + port) + "]"));
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
    return this;
  }

  private Path folder(long pid) {
    return root.resolve(Long.toString(pid));
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
