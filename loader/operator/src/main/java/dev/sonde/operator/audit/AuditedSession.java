package dev.sonde.operator.audit;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.repository.VerifiedJar;
import dev.sonde.operator.session.Receiver;
import dev.sonde.operator.session.RemovalReport;
import dev.sonde.operator.session.Run;
import dev.sonde.operator.session.Session;
import dev.sonde.wire.SessionId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A session that writes down what is done in it. A command is written when it was sent, so that a
 * sonde which is killed meanwhile leaves the line; if the target refuses it, another line says so.
 */
final class AuditedSession implements Session {
  private final Session session;
  private final Account account;
  private final Map<String, VerifiedJar> jars = new ConcurrentHashMap<>();
  private final AtomicBoolean ended = new AtomicBoolean();

  AuditedSession(Session session, Account account) {
    this.session = session;
    this.account = account;
  }

  @Override
  public Jvm jvm() {
    return session.jvm();
  }

  @Override
  public SessionId id() {
    return session.id();
  }

  @Override
  public void consenting(List<String> capabilities) {
    account.consenting(capabilities);
    session.consenting(capabilities);
  }

  @Override
  public void whenOver(Runnable action) {
    session.whenOver(action);
  }

  @Override
  public void load(VerifiedJar jar) {
    account.carries(jar);
    session.audited(account.last());
    try {
      session.load(jar);
    } catch (RuntimeException e) {
      account.refused(e);
      throw e;
    }
    account.theirs(session.targetAudit());
    account.loaded();
    for (String command : jar.commands()) jars.put(command, jar);
    session.audited(account.last());
  }

  @Override
  public Run run(String command, List<String> args, Map<String, String> options, Receiver records) {
    Run run = session.run(command, args, options, records);
    Account.Errand errand = account.ran(jars.get(command), command, args, options);
    return new Run() {
      @Override
      public Map<String, @Nullable Object> await() throws InterruptedException {
        try {
          return run.await();
        } catch (SondeException e) {
          if (e.id() != ErrorId.LOST) account.refused(e, errand);
          throw e;
        }
      }

      @Override
      public void cancel() {
        run.cancel();
      }
    };
  }

  @Override
  public RemovalReport end(String reason) {
    try {
      RemovalReport report = session.end(reason);
      if (ended.compareAndSet(false, true)) account.removed(report);
      return report;
    } catch (RuntimeException e) {
      if (ended.compareAndSet(false, true)) account.lost(e);
      throw e;
    }
  }

  @Override
  public void close() {
    session.close();
    if (ended.compareAndSet(false, true)) account.closed();
  }
}
