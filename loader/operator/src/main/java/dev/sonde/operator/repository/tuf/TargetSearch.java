package dev.sonde.operator.repository.tuf;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** 5.6.7: pre-order, depth first, over the roles that may list a path. */
final class TargetSearch {
  private final TargetsUpdate roles;
  private final int limit;

  TargetSearch(TargetsUpdate roles, int limit) {
    this.roles = roles;
    this.limit = limit;
  }

  /** The file that the first role in order lists under {@code path}. */
  Optional<TargetFile> find(String path) {
    Deque<Delegation> open = new ArrayDeque<>();
    Set<String> visited = new HashSet<>();
    Targets role = roles.top();
    while (true) {
      TargetFile file = role.files().get(path);
      if (file != null) return Optional.of(file);
      ask(role.delegations(), path, open);
      while (!open.isEmpty() && !visited.add(open.peek().role())) open.pop(); // 5.6.7.1: a cycle
      if (open.isEmpty() || visited.size() > limit) return Optional.empty();
      role = roles.run(open.pop().quorum());
    }
  }

  /**
   * 5.6.7.2: in order of appearance, before what was open already; a terminating one drops what
   * comes after it.
   */
  private static void ask(List<Delegation> delegations, String path, Deque<Delegation> open) {
    Deque<Delegation> next = new ArrayDeque<>();
    for (Delegation each : delegations) {
      if (!each.covers(path)) continue;
      next.push(each);
      if (each.terminating()) {
        open.clear();
        break;
      }
    }
    while (!next.isEmpty()) open.push(next.pop());
  }

  /** All paths that any role lists and that a search would find, sorted. */
  Collection<TargetFile> all() {
    Set<String> paths = new TreeSet<>();
    Deque<Delegation> open = new ArrayDeque<>();
    Set<Quorum> visited = new HashSet<>();
    for (Targets role = roles.top(); role != null; role = next(open, visited)) {
      paths.addAll(role.files().keySet());
      open.addAll(role.delegations());
    }
    return paths.stream().map(this::find).flatMap(Optional::stream).toList();
  }

  private @org.jspecify.annotations.Nullable Targets next(
      Deque<Delegation> open, Set<Quorum> visited) {
    while (!open.isEmpty() && visited.size() < limit) {
      Quorum quorum = open.pop().quorum();
      if (visited.add(quorum)) return roles.run(quorum);
    }
    return null;
  }
}
