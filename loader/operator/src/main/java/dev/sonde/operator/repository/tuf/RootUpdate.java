package dev.sonde.operator.repository.tuf;

import java.util.Optional;

/** 5.2 and 5.3: from the root that is trusted already to the latest one, over every version in between. */
final class RootUpdate {
  private final Cycle cycle;

  RootUpdate(Cycle cycle) {
    this.cycle = cycle;
  }

  Root run(byte[] trusted) {
    SignedFile first = SignedFile.read("the root that this release trusts", trusted);
    Root root = read(first);
    root.quorum(Roles.ROOT).check(first);
    String name = Roles.file(Roles.ROOT);
    boolean rotated = false;
    for (int i = 0; i < cycle.limits().rotations(); i++) { // more of them: the next run goes on from there
      name = root.version() + 1 + "." + Roles.file(Roles.ROOT);
      Optional<Root> next = next(root, name); // 5.3.3
      if (next.isEmpty()) break;
      rotated |= root.onlineKeysDiffer(next.get());
      root = next.get(); // 5.3.7
    }
    cycle.checkFresh(root.version() + "." + Roles.file(Roles.ROOT), root); // 5.3.10
    if (rotated) forgetFloors();
    return root;
  }

  private Optional<Root> next(Root root, String name) {
    Optional<SignedFile> found = cycle.find(name, cycle.limits().root());
    if (found.isEmpty()) return Optional.empty();
    Root next = read(found.get());
    root.quorum(Roles.ROOT).check(found.get()); // 5.3.4
    next.quorum(Roles.ROOT).check(found.get());
    if (next.version() != root.version() + 1) { // 5.3.5
      throw Refused.rootGap(cycle.where(name), next.version(), root.version() + 1);
    }
    cycle.store().put(Roles.ROOT, found.get().bytes()); // 5.3.8
    return Optional.of(next);
  }

  /** 5.3.11: with new keys, versions that a thief of the old keys had raised no longer count. */
  private void forgetFloors() {
    cycle.store().remove(Roles.TIMESTAMP);
    cycle.store().remove(Roles.SNAPSHOT);
  }

  private Root read(SignedFile file) {
    return file.as(signed -> Root.of(signed, cycle.profile()));
  }
}
