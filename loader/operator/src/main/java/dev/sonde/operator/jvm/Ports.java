package dev.sonde.operator.jvm;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The TCP ports on which a process listens: the listening sockets of its network namespace, held
 * against its open files.
 */
record Ports(Proc proc) {
  private static final String LISTENING = "0A";

  List<Integer> of(long pid) {
    Map<String, Integer> sockets = new HashMap<>();
    collect(proc.text(proc.path(pid, "net/tcp")), sockets);
    collect(proc.text(proc.path(pid, "net/tcp6")), sockets);
    return sockets.isEmpty() ? List.of() : opened(pid, sockets);
  }

  /**
   * Lines of: number, local address:port, remote address:port, state, queues, timer, retransmits,
   * uid, timeout, inode.
   */
  static void collect(String table, Map<String, Integer> sockets) {
    for (String line : table.split("\n")) {
      String[] field = line.trim().split("\\s+");
      if (field.length > 9 && field[3].equals(LISTENING)) {
        String local = field[1];
        sockets.put(
            "socket:[" + field[9] + "]",
            Integer.parseInt(local.substring(local.indexOf(':') + 1), 16));
      }
    }
  }

  private List<Integer> opened(long pid, Map<String, Integer> sockets) {
    TreeSet<Integer> ports = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(proc.path(pid, "fd"))) {
      for (Path file : files) {
        Integer port = sockets.get(proc.link(Long.toString(pid), "fd/" + file.getFileName()));
        if (port != null) ports.add(port);
      }
    } catch (IOException | RuntimeException unreadable) {
      return List.of();
    }
    return List.copyOf(ports);
  }
}
