package dev.sonde.operator.repository.tuf;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * 5.6.1 to 5.6.6, for the top-level role and for each delegated one: the targets file that the
 * snapshot lists.
 */
final class TargetsUpdate {
  private final Cycle cycle;
  private final Root root;
  private final Snapshot snapshot;

  /**
   * By who had to sign, not by role: a role that two others delegate to is verified for each of
   * them.
   */
  private final Map<Quorum, Targets> verified = new LinkedHashMap<>();

  TargetsUpdate(Cycle cycle, Root root, Snapshot snapshot) {
    this.cycle = cycle;
    this.root = root;
    this.snapshot = snapshot;
  }

  Targets top() {
    return run(root.quorum(Roles.TARGETS));
  }

  Targets run(Quorum quorum) {
    Targets known = verified.get(quorum);
    if (known != null) return known;
    String lister = snapshot.version() + "." + Roles.file(Roles.SNAPSHOT);
    ListedFile listed =
        snapshot
            .find(quorum.role())
            .orElseThrow(() -> Refused.unlisted(quorum.role(), cycle.where(lister)));
    Targets targets = kept(quorum, listed).orElseGet(() -> download(quorum, listed));
    verified.put(quorum, targets);
    return targets;
  }

  /** Of the targets roles that were asked for so far, in that order. */
  Map<String, Standing> standings() {
    Map<String, Standing> standings = new LinkedHashMap<>();
    verified.forEach((quorum, targets) -> standings.put(quorum.role(), Standing.of(targets)));
    return standings;
  }

  private Optional<Targets> kept(Quorum quorum, ListedFile listed) {
    return cycle.allKept(quorum, signed -> Targets.of(signed, cycle.profile())).stream()
        .filter(it -> it.is(listed))
        .findFirst()
        .map(Cycle.Kept::metadata)
        .filter(it -> cycle.serves(name(quorum, listed), it));
  }

  private String name(Quorum quorum, ListedFile listed) {
    String file = Roles.file(quorum.role());
    return root.consistentSnapshot() ? listed.version() + "." + file : file;
  }

  private Targets download(Quorum quorum, ListedFile listed) {
    String role = quorum.role();
    boolean consistent = root.consistentSnapshot();
    SignedFile file = // 5.6.1, 5.6.2
        cycle.getListed(
            role, listed, Roles.file(Roles.SNAPSHOT), consistent, cycle.limits().targets());
    Targets fresh = file.as(signed -> Targets.of(signed, cycle.profile()));
    quorum.check(file); // 5.6.3
    String name = name(quorum, listed);
    if (fresh.version() != listed.version()) { // 5.6.4
      String mismatch = "version " + fresh.version() + " where " + listed.version() + " is listed";
      throw Refused.mix(cycle.where(name), mismatch, Roles.file(Roles.SNAPSHOT));
    }
    cycle.checkFresh(name, fresh); // 5.6.5
    cycle.store().put(role, file.bytes()); // 5.6.6
    return fresh;
  }

  /** Those whose files were verified so far. */
  Set<Quorum> quorums() {
    return Set.copyOf(verified.keySet());
  }
}
