package com.acme;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.ObjectName;
import javax.net.ssl.SSLContext;

/** All that a guest could change in the JVM that it visits, as one line: parts separated by {@code " | "}, each {@code name=what is there}. */
public final class Fingerprint {
  private static final Pattern GUEST = Pattern.compile("(?i).*(sonde|com\\.acme\\.broken).*");

  private Fingerprint() {}

  public static String take() throws Exception {
    System.gc(); // a loader that nobody holds is as good as gone
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("threads", sorted(Thread.getAllStackTraces().keySet().stream().map(Thread::getName)));
    parts.put("descriptors", descriptors());
    parts.put("providers", Arrays.asList(Security.getProviders()));
    parts.put("authenticator", Authenticator.getDefault());
    parts.put("cookies", CookieHandler.getDefault());
    parts.put("proxies", ProxySelector.getDefault());
    parts.put("cache", ResponseCache.getDefault());
    parts.put("tls", System.identityHashCode(SSLContext.getDefault()));
    parts.put("properties", new TreeMap<>(System.getProperties()));
    parts.put("mbeans", sorted(ManagementFactory.getPlatformMBeanServer().queryNames(null, null).stream().map(String::valueOf)));
    parts.put("temporary", temporary());
    parts.put("classes", lines("gcClassHistogram", GUEST.asMatchPredicate()).stream().map(each -> each.replaceAll("^[\\s\\d:]+", "")).toList());
    parts.put("loaders", lines("vmClassloaders", each -> !each.contains("DelegatingClassLoader")));
    List<String> line = new ArrayList<>();
    parts.forEach((name, value) -> line.add(name + "=" + value));
    return String.join(" | ", line).replaceAll("\\p{Cntrl}", " ");
  }

  /** Those that are there at a second look, too: the JVM reads a file of the kernel now and then, whoever visits it. */
  private static List<String> descriptors() throws IOException {
    Map<Path, String> held = open();
    held.entrySet().retainAll(open().entrySet());
    return sorted(held.values().stream());
  }

  private static Map<Path, String> open() throws IOException {
    Map<Path, String> found = new LinkedHashMap<>();
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      for (Path each : open.toList()) {
        try {
          found.put(each, Files.readSymbolicLink(each).toString());
        } catch (NoSuchFileException closed) {
          continue; // since it was listed
        }
      }
    }
    found.values().removeIf(each -> each.endsWith("/fd")); // by which they were listed
    return found;
  }

  /** Files that belong to this process, by its number in their names: others share the folder, and older ones are of a dead process that had the same number. */
  private static List<String> temporary() throws IOException {
    Predicate<String> own = Pattern.compile("(.*\\D)?" + ProcessHandle.current().pid() + "(\\D.*)?").asMatchPredicate();
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    List<String> found = new ArrayList<>();
    try (Stream<Path> top = Files.list(folder)) {
      for (Path each : top.filter(it -> own.test(name(it)) || GUEST.matcher(name(it)).matches()).toList()) found.addAll(inside(each, own));
    }
    return sorted(found.stream());
  }

  private static Collection<String> inside(Path folder, Predicate<String> own) {
    try (Stream<Path> all = Files.walk(folder, 2)) {
      return all.filter(it -> own.test(name(it)) && !isOlderThanThisJvm(it)).map(String::valueOf).toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      return List.of(); // somebody else's, and gone by now
    }
  }

  /** By a minute at least, in which no number of a process comes again: clocks of files and of processes differ a little. */
  private static boolean isOlderThanThisJvm(Path file) {
    long start = ManagementFactory.getRuntimeMXBean().getStartTime();
    long modified = file.toFile().lastModified(); // 0: gone by now
    return modified < start - 60_000;
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static List<String> lines(String operation, Predicate<String> wanted) throws Exception {
    ObjectName jvm = new ObjectName("com.sun.management:type=DiagnosticCommand");
    Object[] none = {new String[0]};
    String[] signature = {String[].class.getName()};
    Object said = ManagementFactory.getPlatformMBeanServer().invoke(jvm, operation, none, signature);
    return said.toString().lines().filter(wanted).toList();
  }

  private static List<String> sorted(Stream<String> names) {
    return names.sorted().toList();
  }
}
