package dev.sonde.operator.session;

import dev.sonde.operator.jvm.Jvm;
import dev.sonde.wire.SessionId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session of this machine, as it describes itself.
 *
 * @param pid of the target, see {@link Jvm#pid()}
 * @param uid of the operator, by the owner of its socket's folder
 * @param user of the operator, as claimed
 * @param operator pid of the sonde that holds the session
 * @param reason as claimed; empty: none was given
 * @param pattern the arguments of the last run
 * @param out the file that its records go into; empty: into none
 * @param expiry when its run ends by its time limit, if it has one
 */
public record SessionInfo(
    SessionId id,
    long pid,
    long uid,
    String user,
    long operator,
    String reason,
    List<String> pattern,
    long seen,
    long delivered,
    long dropped,
    Instant started,
    String out,
    @Nullable Instant expiry) {
  static SessionInfo of(long uid, Map<String, ? extends @Nullable Object> answer) {
    Reading in = new Reading(answer);
    long expiry = in.number("expiry");
    return new SessionInfo(
        new SessionId(in.text("id")),
        in.number("pid"),
        uid,
        in.text("user"),
        in.number("operator"),
        in.text("reason"),
        in.texts("pattern"),
        in.number("seen"),
        in.number("delivered"),
        in.number("dropped"),
        Instant.ofEpochMilli(in.number("started")),
        in.text("out"),
        expiry == 0 ? null : Instant.ofEpochMilli(expiry));
  }

  /** As JSON spells it; times are milliseconds since 1970. */
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("id", id.hex());
    map.put("pid", pid);
    map.put("uid", uid);
    map.put("user", user);
    map.put("operator", operator);
    map.put("reason", reason);
    map.put("pattern", pattern);
    map.put("seen", seen);
    map.put("delivered", delivered);
    map.put("dropped", dropped);
    map.put("started", started.toEpochMilli());
    map.put("out", out);
    map.put("expiry", expiry == null ? null : expiry.toEpochMilli());
    return map;
  }
}
