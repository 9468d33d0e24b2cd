package dev.sonde.cli;

import dev.sonde.cli.text.Invocation;
import dev.sonde.cli.text.RecordText;
import dev.sonde.cli.text.Style;
import dev.sonde.operator.attach.Attachment;
import dev.sonde.operator.repository.BakedTrust;
import dev.sonde.operator.repository.Repositories;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.repository.RepositorySource;
import dev.sonde.operator.repository.state.StateHome;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a command that enters another JVM will need, begun by a thread of its own while its words
 * are still read: most machines have a second processor. It verifies the snapshot inside {@code
 * sonde.jar}, which is then the repository of the command if it asks for none, and has classes
 * loaded. Nobody is asked and nothing kept; what fails here fails again where it is told.
 */
final class Ahead implements Runnable {
  /** Of a start in which nothing is done ahead. */
  static final Ahead NOTHING = new Ahead(false, false);

  /** Set where an archive of classes is made, for all kinds of answers. */
  private static final String ARCHIVE = "sonde.archive";

  /** Of the operator, in the order in which a session comes to them. */
  static final List<String> ANSWERS =
      List.of(
          "audit.LastLine",
          "audit.Chain",
          "repository.state.StateLock",
          "session.LiveSession",
          "session.Conversation",
          "session.Exchange",
          "session.Told",
          "session.Reading",
          "session.Transcript",
          "session.JsonBytes",
          "session.Form",
          "session.Digits",
          "session.Bytes",
          "session.Progress",
          "session.RemovalReport");

  private final boolean verifies;
  private final boolean shows;
  private @Nullable Repository snapshot;

  /**
   * @param shows whether answers are for people
   */
  private Ahead(boolean verifies, boolean shows) {
    this.verifies = verifies;
    this.shows = shows;
  }

  /**
   * @param build says where plugins come from when nobody says it
   */
  static Ahead begin(String[] args, Map<String, String> environment, Build build) {
    VerbName verb = args.length < 2 ? null : VerbName.of(args[0]);
    if (verb == null || !verb.entersJvm()) return NOTHING;
    Supply usual = Supply.of(environment);
    Ahead ahead =
        new Ahead(
            usual.location() == null && build.repository() == null && !usual.offline(),
            !List.of(args).contains("--json") || Boolean.getBoolean(ARCHIVE));
    Aside.thread(ahead, "sonde-ahead").start();
    return ahead;
  }

  /** The snapshot as a repository; null where it was not begun, or is not what is asked for. */
  @Nullable Repository repository(Supply supply, RepositorySource source) {
    boolean asked = source instanceof RepositorySource.Bundle && !supply.offline();
    return verifies && asked ? snapshot() : null;
  }

  private synchronized Repository snapshot() {
    if (snapshot != null) return snapshot;
    Repository opened =
        Repositories.open(
            new RepositorySource.Bundle(Build::resource),
            BakedTrust.of(Build::resource),
            Clock.systemUTC(),
            StateHome.of(System.getenv()));
    snapshot = opened;
    return opened;
  }

  /** Has classes loaded that the answers need, now that all wait for the target. */
  void whileAnswered() {
    if (this != NOTHING) Aside.thread(this::prepareForAnswers, "sonde-ahead").start();
  }

  private void prepareForAnswers() {
    try {
      for (String each : ANSWERS)
        Class.forName("dev.sonde.operator." + each, true, Ahead.class.getClassLoader());
      Objects.requireNonNull(Instant.now().toString()); // as the audit writes it
      // With the times of its zone, of which JSON has none: 5 ms.
      if (shows) new RecordText(Style.PLAIN, ZoneId.systemDefault(), Invocation.SONDE);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError again) {
      return;
    }
  }

  @Override
  public void run() {
    try {
      if (verifies) snapshot().plugins();
      else Repositories.rehearse(BakedTrust.of(Build::resource));
      Attachment.rehearse();
    } catch (RuntimeException | LinkageError again) {
      return;
    }
  }
}
