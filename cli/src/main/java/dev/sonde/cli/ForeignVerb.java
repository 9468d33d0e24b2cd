package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.util.Map;

/** Commands of other tools that fingers remember, and what serves instead. */
final class ForeignVerb {
  private static final String TRACE =
      "sonde trace JVM PATTERN shows each call: arguments, result or exception, duration, caller";
  private static final String FIND =
      "sonde find JVM PATTERN shows the methods of loaded classes that match";
  private static final String LIST = "sonde list shows the JVMs of this machine";
  private static final String GET =
      "sonde get JVM EXPR shows what static fields lead to, as in 'com.acme.App.orders.size'; it"
          + " reads, and runs nothing";
  private static final String REMOVE =
      "sonde stop JVM ends one's sessions and restores the classes; at the end of a trace that"
          + " happens by itself";
  private static final Map<String, String> INSTEAD =
      Map.ofEntries(
          Map.entry("watch", TRACE),
          Map.entry("stack", "sonde trace JVM PATTERN shows the caller of each call"),
          Map.entry("tt", "sonde trace JVM PATTERN --json -o FILE keeps each call for later"),
          Map.entry("sc", FIND),
          Map.entry("sm", FIND),
          Map.entry("jad", "Sonde does not decompile; " + FIND),
          Map.entry("ognl", GET),
          Map.entry("getstatic", GET),
          Map.entry("vmtool", GET),
          Map.entry(
              "thread",
              "jcmd PID Thread.print shows the threads; sonde trace shows the thread of each call"),
          Map.entry("dashboard", LIST + " with CPU, uptime and ports"),
          Map.entry("jps", LIST),
          Map.entry("ps", LIST),
          Map.entry("reset", REMOVE),
          Map.entry("detach", REMOVE));

  private ForeignVerb() {}

  static void refuse(String word) {
    String instead = INSTEAD.get(word);
    if (instead != null)
      throw new SondeException(ErrorId.USAGE, "there is no command " + word + ": " + instead);
  }
}
