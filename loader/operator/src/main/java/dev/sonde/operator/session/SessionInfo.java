package dev.sonde.operator.session;

import dev.sonde.operator.jvm.Jvm;
import dev.sonde.wire.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session of this machine, as it describes itself.
 *
 * @param pid of the target, see {@link Jvm#pid()}
 * @param uid of the operator
 * @param user of the operator, as claimed
 * @param operator pid of the sonde that holds the session
 * @param pattern the arguments of the last run
 * @param expiry when its run ends by its time limit, if it has one
 */
public record SessionInfo(
    SessionId id,
    long pid,
    long uid,
    String user,
    long operator,
    List<String> pattern,
    long seen,
    long delivered,
    long dropped,
    Instant started,
    @Nullable Instant expiry) {
  /** As JSON spells it. */
  public Map<String, @Nullable Object> toMap() {
    return Map.of();
  }
}
