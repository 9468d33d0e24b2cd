package dev.sonde.operator.session;

import dev.sonde.operator.repository.Provenance;
import dev.sonde.operator.repository.VerifiedJar;
import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A plugin on its way into a session, and what the target is told of it.
 *
 * @param description what the target holds against the jar and its policy
 */
public record Loading(VerifiedJar jar, Map<String, Object> description) {
  private static final int CHUNK = 512 << 10;

  /** The channel of the one that is sent before the target has answered. */
  static final int FIRST = 1;

  /**
   * The first one of a session.
   *
   * @param audit SHA-256 of our last line of audit; empty where there is none
   */
  public static Loading first(VerifiedJar jar, Owner owner, String audit) {
    return of(jar, owner, owner.consented(), audit);
  }

  static Loading of(VerifiedJar jar, Owner owner, List<String> consented, String audit) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("id", jar.id());
    description.put("version", jar.version());
    description.put("line", jar.line());
    description.put("sha256", jar.sha256());
    description.put("capabilities", jar.capabilities());
    description.put("commands", jar.commands());
    description.put("needs", jar.needs());
    description.put("operator", owner.user());
    description.put("reason", owner.reason());
    description.put("consented", consented);
    Provenance from = jar.provenance();
    description.put("repository", from.repository());
    description.put("root", from.root());
    description.put("development", from.development());
    description.put("staleDays", (long) from.staleDays());
    description.put("versions", from.versions());
    if (!audit.isEmpty()) description.put("audit", audit);
    return new Loading(jar, description);
  }

  /** All of it for the first channel. */
  List<Frame> frames() {
    return frames(new Frame(FrameType.LOAD, FIRST, Conversation.encoded(description)), jar.bytes());
  }

  /** The bytes in chunks, and then the question that they belong to. */
  static List<Frame> frames(Frame question, byte[] bytes) {
    List<Frame> frames = new ArrayList<>();
    for (int from = 0; from < bytes.length; from += CHUNK)
      frames.add(
          new Frame(
              FrameType.JAR,
              question.channel(),
              Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + CHUNK))));
    frames.add(question);
    return frames;
  }
}
