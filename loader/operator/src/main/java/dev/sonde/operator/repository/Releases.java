package dev.sonde.operator.repository;

import dev.sonde.json.JsonException;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.tuf.TargetFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The releases of Sonde itself that signed metadata lists, by version. */
record Releases(Map<String, TargetFile> targets, String location) {
  private static final Pattern PATH = Pattern.compile("sonde/sonde-(\\d[0-9A-Za-z.-]*)\\.jar");

  static Releases of(List<TargetFile> targets, String location) {
    Map<String, TargetFile> releases = new LinkedHashMap<>();
    for (TargetFile target : targets) {
      Matcher path = PATH.matcher(target.path());
      if (!path.matches()) continue;
      checkVersion(target, path.group(1), location);
      releases.put(path.group(1), target);
    }
    return new Releases(releases, location);
  }

  private static void checkVersion(TargetFile target, String version, String location) {
    String described = described(target);
    if (described.equals(version)) return;
    String text =
        "%s of %s is described as %s; path and description must agree, tell who published it";
    throw new SondeException(
        ErrorId.IDENTITY, String.format(text, target.path(), location, described));
  }

  private static String described(TargetFile target) {
    try {
      return target.custom().isEmpty() ? "nothing" : target.custom().get().string("version");
    } catch (JsonException e) {
      return "nothing";
    }
  }

  /**
   * The newest one above {@code version}. A release before its time, as 1.5.0-rc2, follows only
   * another such.
   */
  Optional<String> newerThan(String version) {
    return targets.keySet().stream()
        .filter(it -> isPreliminary(version) || !isPreliminary(it))
        .max(Releases::compare)
        .filter(it -> new PluginVersion(it).compareTo(new PluginVersion(version)) > 0);
  }

  private static int compare(String one, String other) {
    return new PluginVersion(one).compareTo(new PluginVersion(other));
  }

  private static boolean isPreliminary(String version) {
    return version.indexOf('-') >= 0;
  }

  /** Whether others are listed, and {@code version} is not. */
  boolean isMissing(String version) {
    return !targets.isEmpty() && !targets.containsKey(version);
  }

  SondeException withdrawn(String version) {
    String text =
        "this is Sonde %s, which %s does not list any more: it was withdrawn, nothing was loaded; use one that is listed: %s";
    return new SondeException(ErrorId.REVOKED, String.format(text, version, location, names()));
  }

  private String names() {
    return targets.keySet().stream().sorted(Releases::compare).collect(Collectors.joining(", "));
  }
}
