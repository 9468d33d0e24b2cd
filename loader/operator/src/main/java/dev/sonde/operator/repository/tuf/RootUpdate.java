package dev.sonde.operator.repository.tuf;

import dev.sonde.operator.SondeException;
import java.util.Optional;

/**
 * 5.2 and 5.3: from the root that is trusted already to the latest one, over every version in
 * between.
 */
final class RootUpdate {
  private final Cycle cycle;

  RootUpdate(Cycle cycle) {
    this.cycle = cycle;
  }

  Root run(byte[] trusted) {
    Root root = kept(trusted);
    for (int i = 0;
        i < cycle.limits().rotations();
        i++) { // more of them: the next run goes on from there
      Optional<Root> next = next(root); // 5.3.3
      if (next.isEmpty()) break;
      root = next.get(); // 5.3.7
    }
    cycle.checkFresh(name(root.version()), root); // 5.3.10
    return root;
  }

  /**
   * As far as the kept roots lead. Each is verified again; one that fails ends the chain, and is
   * fetched anew.
   */
  Root kept(byte[] trusted) {
    SignedFile first = SignedFile.read(FirstRoot.NAME, trusted);
    Root root = read(first);
    root.quorum(Roles.ROOT).check(first);
    for (Optional<Root> next = keptNext(root); next.isPresent(); next = keptNext(root)) {
      if (root.onlineKeysDiffer(next.get())) Roles.ONLINE.forEach(cycle.store()::removeBaked);
      root = next.get();
    }
    return root;
  }

  Root keptFresh(byte[] trusted) {
    Root root = kept(trusted);
    cycle.checkFresh(name(root.version()), root); // 5.3.10
    return root;
  }

  private Optional<Root> keptNext(Root root) {
    try {
      return cycle
          .store()
          .findRoot(root.version() + 1)
          .map(bytes -> verified(root, SignedFile.read("kept " + name(root.version() + 1), bytes)));
    } catch (SondeException e) {
      return Optional.empty();
    }
  }

  private Optional<Root> next(Root root) {
    Optional<SignedFile> found = cycle.find(name(root.version() + 1), cycle.limits().root());
    if (found.isEmpty()) return Optional.empty();
    Root next = verified(root, found.get());
    // 5.3.11, before 5.3.8: killed in between, the next run finds the old root and rotates again.
    // With new keys,
    // versions that a thief of the old ones had raised no longer count.
    if (root.onlineKeysDiffer(next)) Roles.ONLINE.forEach(cycle.store()::remove);
    cycle.store().putRoot(next.version(), found.get().bytes()); // 5.3.8
    return Optional.of(next);
  }

  private Root verified(Root root, SignedFile file) {
    Root next = read(file);
    root.quorum(Roles.ROOT).check(file); // 5.3.4
    next.quorum(Roles.ROOT).check(file);
    if (next.version() == root.version() + 1) return next; // 5.3.5
    throw Refused.rootGap(file.where(), next.version(), root.version() + 1);
  }

  private static String name(long version) {
    return version + "." + Roles.file(Roles.ROOT);
  }

  private Root read(SignedFile file) {
    return file.as(signed -> Root.of(signed, cycle.profile()));
  }
}
