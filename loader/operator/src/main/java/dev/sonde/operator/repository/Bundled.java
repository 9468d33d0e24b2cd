package dev.sonde.operator.repository;

import dev.sonde.json.JsonObject;
import dev.sonde.operator.repository.fetch.BundleFetcher;
import dev.sonde.operator.repository.fetch.Resources;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metadata of the snapshot in {@code sonde.jar}, by role: what a client has seen before its
 * first refresh.
 */
final class Bundled {
  private static final long LIMIT = 1 << 20;
  private static final Pattern FILE = Pattern.compile("metadata/(?:(\\d{1,18})\\.)?([^/]+)\\.json");

  private Bundled() {}

  /** Of the file that lists releases; 0 where nothing is bundled. */
  static long targetsVersion(Resources resources) {
    byte[] targets = metadata(resources).get("targets");
    return targets == null ? 0 : JsonObject.read(targets).object("signed").integer("version", 1);
  }

  /** Of each role but root the newest file. */
  static Map<String, byte[]> metadata(Resources resources) {
    BundleFetcher bundle = new BundleFetcher(resources);
    Map<String, byte[]> metadata = new HashMap<>();
    Map<String, Long> versions = new HashMap<>();
    byte[] index = bundle.find(List.of("index.txt"), LIMIT).orElse(new byte[0]);
    for (String line : new String(index, StandardCharsets.UTF_8).split("\n")) {
      Matcher file = FILE.matcher(line.strip());
      if (!file.matches() || file.group(2).equals("root")) continue;
      long version = file.group(1) == null ? 0 : Long.parseLong(file.group(1));
      if (versions.getOrDefault(file.group(2), -1L) > version) continue;
      versions.put(file.group(2), version);
      bundle
          .find(List.of(line.strip().split("/")), LIMIT)
          .ifPresent(bytes -> metadata.put(file.group(2), bytes));
    }
    return metadata;
  }
}
