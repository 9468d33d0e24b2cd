package dev.sonde.operator.repository.tuf;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** 5.5: the snapshot that the timestamp lists. */
final class SnapshotUpdate {
  private final Cycle cycle;
  private final Root root;
  private final ListedFile listed;

  SnapshotUpdate(Cycle cycle, Root root, Timestamp timestamp) {
    this.cycle = cycle;
    this.root = root;
    this.listed = timestamp.snapshot();
  }

  Snapshot run() {
    List<Cycle.Kept<Snapshot>> kept = kept();
    Optional<Snapshot> current = current(kept);
    if (current.isPresent()) return current.get();
    String name = name();
    SignedFile file = // 5.5.1, 5.5.2
        cycle.getListed(
            Roles.SNAPSHOT,
            listed,
            Roles.file(Roles.TIMESTAMP),
            root.consistentSnapshot(),
            cycle.limits().snapshot());
    Snapshot fresh = file.as(Snapshot::of);
    root.quorum(Roles.SNAPSHOT).check(file); // 5.5.3
    if (fresh.version() != listed.version()) { // 5.5.4
      String mismatch = "version " + fresh.version() + " where " + listed.version() + " is listed";
      throw Refused.mix(cycle.where(name), mismatch, Roles.file(Roles.TIMESTAMP));
    }
    kept.forEach(it -> checkRollback(it.metadata(), fresh));
    cycle.checkFresh(name, fresh); // 5.5.6
    cycle.store().put(Roles.SNAPSHOT, file.bytes()); // 5.5.7
    return fresh;
  }

  /** The kept snapshot, where it is the listed one. */
  Optional<Snapshot> current() {
    return current(kept());
  }

  /** What another origin has seen is a floor for it too. */
  private Optional<Snapshot> current(List<Cycle.Kept<Snapshot>> kept) {
    Optional<Snapshot> current =
        kept.stream()
            .filter(it -> it.is(listed))
            .findFirst()
            .map(Cycle.Kept::metadata)
            .filter(it -> cycle.serves(name(), it));
    current.ifPresent(it -> kept.forEach(other -> checkRollback(other.metadata(), it)));
    return current;
  }

  private List<Cycle.Kept<Snapshot>> kept() {
    return cycle.allKept(root.quorum(Roles.SNAPSHOT), Snapshot::of);
  }

  /** 5.5.5. */
  private void checkRollback(Snapshot kept, Snapshot fresh) {
    String where = cycle.where(name());
    for (Map.Entry<String, ListedFile> before : kept.files().entrySet()) {
      ListedFile now = fresh.files().get(before.getKey());
      if (now == null) throw Refused.removed(where, before.getKey());
      long seen = before.getValue().version();
      if (now.version() < seen) throw Refused.rollback(where, before.getKey(), now.version(), seen);
    }
  }

  private String name() {
    String file = Roles.file(Roles.SNAPSHOT);
    return root.consistentSnapshot() ? listed.version() + "." + file : file;
  }
}
