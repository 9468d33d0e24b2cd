package dev.sonde.operator.session;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.repository.VerifiedJar;
import dev.sonde.wire.SessionId;
import java.util.List;
import java.util.Map;

/** A stay in a target JVM, from the loaded agent to the removal report. Thread-safe. */
public interface Session extends AutoCloseable {
  Jvm jvm();

  SessionId id();

  /**
   * Adds a plugin.
   *
   * @throws SondeException what the target answers; {@link ErrorId#LOST} if it answers no more
   */
  void load(VerifiedJar jar);

  /**
   * Starts a command of a loaded plugin.
   *
   * @param records gets each record: while it waits, the target drops and counts
   */
  Run run(String command, List<String> args, Map<String, String> options, Receiver records);

  /**
   * What a person has said yes to, as far as what is loaded and run from now on is concerned. Given
   * by the owner until somebody says otherwise.
   */
  default void consenting(List<String> capabilities) {}

  /** Calls {@code action} once the session is over, however that came; at once if it is. */
  default void whenOver(Runnable action) {}

  /** Tells the target, with what is asked next, the SHA-256 of our last line of audit. */
  default void audited(String last) {}

  /** SHA-256 of the target's last line of audit when it last said so; empty where it keeps none. */
  default String targetAudit() {
    return "";
  }

  /**
   * Ends the session and its runs, and waits until all is removed. Late or twice: the same report
   * again.
   *
   * @param reason as in an end record: STOPPED, ERROR, ..
   * @throws SondeException {@link ErrorId#LOST} if the target is gone, or does not answer in time
   */
  RemovalReport end(String reason);

  /**
   * As {@link #end} without a report; returns within seconds and throws nothing. The target's lease
   * does what is left.
   */
  @Override
  void close();
}
