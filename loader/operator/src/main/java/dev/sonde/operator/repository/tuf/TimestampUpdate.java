package dev.sonde.operator.repository.tuf;

import java.util.Arrays;
import java.util.Optional;

/** 5.4: the current timestamp, never older than the one kept. */
final class TimestampUpdate {
  private static final String NAME = Roles.file(Roles.TIMESTAMP);

  private final Cycle cycle;
  private final Quorum quorum;

  TimestampUpdate(Cycle cycle, Root root) {
    this.cycle = cycle;
    this.quorum = root.quorum(Roles.TIMESTAMP);
  }

  Timestamp run() {
    Optional<Cycle.Kept<Timestamp>> known = cycle.kept(quorum, Timestamp::of);
    Optional<Timestamp> kept = known.map(Cycle.Kept::metadata);
    byte[] bytes = cycle.get(NAME, cycle.limits().timestamp()); // 5.4.1
    if (known.isPresent() && Arrays.equals(known.get().bytes(), bytes)) {
      cycle.checkFresh(NAME, known.get().metadata()); // the very bytes that were just verified
      return known.get().metadata();
    }
    SignedFile file = SignedFile.read(cycle.where(NAME), bytes);
    Timestamp fresh = file.as(Timestamp::of);
    quorum.check(file); // 5.4.2
    if (kept.isPresent()) {
      checkRollback(kept.get(), fresh);
      if (kept.get().version() == fresh.version()) { // 5.4.3.1: equal is normal, the kept one stays
        cycle.checkFresh(NAME, kept.get());
        return kept.get();
      }
    }
    cycle.checkFresh(NAME, fresh); // 5.4.4
    cycle.store().put(Roles.TIMESTAMP, file.bytes()); // 5.4.5
    return fresh;
  }

  Optional<Timestamp> kept() {
    return cycle.kept(quorum, Timestamp::of).map(Cycle.Kept::metadata);
  }

  Timestamp keptFresh() {
    Timestamp timestamp = kept().orElseThrow(() -> Refused.notKept(cycle.where(NAME)));
    cycle.checkFresh(NAME, timestamp); // 5.4.4
    return timestamp;
  }

  private void checkRollback(Timestamp kept, Timestamp fresh) {
    String where = cycle.where(NAME);
    if (fresh.version() < kept.version()) { // 5.4.3.1
      throw Refused.rollback(where, Roles.TIMESTAMP, fresh.version(), kept.version());
    }
    if (fresh.snapshot().version() < kept.snapshot().version()) { // 5.4.3.2
      throw Refused.rollback(
          where, Roles.SNAPSHOT, fresh.snapshot().version(), kept.snapshot().version());
    }
  }
}
