package dev.sonde.operator.repository.tuf;

import dev.sonde.json.JsonObject;
import dev.sonde.operator.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A role that may list files whose paths match, signed by its own quorum. Terminating: nobody after
 * it is asked.
 */
record Delegation(
    Quorum quorum, boolean terminating, List<Pattern> paths, List<String> hashPrefixes) {
  static List<Delegation> all(JsonObject delegations, KeyProfile profile) {
    Map<String, VerifyingKey> keys = Quorum.keys(delegations.object("keys"), profile);
    List<Delegation> all = new ArrayList<>();
    Set<String> names = new HashSet<>(Roles.TOP_LEVEL);
    for (JsonObject role : delegations.objects("roles")) {
      if (!names.add(role.string("name"))) throw role.mismatch("a name of its own", "name");
      all.add(of(role, keys));
    }
    return all;
  }

  private static Delegation of(JsonObject role, Map<String, VerifyingKey> keys) {
    Optional<List<String>> paths = role.findStrings("paths");
    Optional<List<String>> prefixes = role.findStrings("path_hash_prefixes");
    if (paths.isPresent() == prefixes.isPresent())
      throw role.mismatch("either paths or path_hash_prefixes", "paths");
    return new Delegation(
        Quorum.of(role.string("name"), role, keys),
        role.flag("terminating"),
        paths.orElse(List.of()).stream().map(Delegation::glob).toList(),
        prefixes.orElse(List.of()));
  }

  String role() {
    return quorum.role();
  }

  boolean covers(String path) {
    if (paths.stream().anyMatch(it -> it.matcher(path).matches())) return true;
    String hash = Sha256.hex(path.getBytes(StandardCharsets.UTF_8));
    return hashPrefixes.stream().anyMatch(hash::startsWith);
  }

  /** Asterisk and question mark stand for anything but a slash. */
  private static Pattern glob(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (char c : pattern.toCharArray()) {
      regex.append(c == '*' ? "[^/]*" : c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
