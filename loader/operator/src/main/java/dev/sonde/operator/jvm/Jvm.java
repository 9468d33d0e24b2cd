package dev.sonde.operator.jvm;

import java.time.Duration;
import java.util.List;

/**
 * A running HotSpot JVM, as it was when looked at. Its identity is pid and start time; both are
 * checked again before each attach.
 *
 * @param startTime clock ticks from boot to its start, as the kernel counts them
 * @param user the name of its uid, or the number where it has no name
 * @param javaVersion as in {@code java.version}; empty where it cannot be told from outside
 * @param feature as in {@code 17}; 0 where it cannot be told
 * @param main its main class, jar, or {@code module/class}
 * @param vmArgs what the JVM itself was told: flags and system properties
 * @param cpu its share of one core, over its whole life
 * @param ports the TCP ports on which it listens, ascending; looked for where all JVMs are, since a
 *     machine may have a hundred thousand sockets: of one that was found by its pid none
 */
public record Jvm(
    long pid,
    long startTime,
    long uid,
    long gid,
    String user,
    String javaVersion,
    int feature,
    String main,
    List<String> args,
    List<String> vmArgs,
    double cpu,
    Duration uptime,
    List<Integer> ports,
    Place place,
    Attachability attachable) {
  public Jvm {
    args = List.copyOf(args);
    vmArgs = List.copyOf(vmArgs);
    ports = List.copyOf(ports);
  }

  Jvm listeningOn(List<Integer> ports) {
    return new Jvm(
        pid,
        startTime,
        uid,
        gid,
        user,
        javaVersion,
        feature,
        main,
        args,
        vmArgs,
        cpu,
        uptime,
        ports,
        place,
        attachable);
  }
}
