package dev.sonde.cli;

import dev.sonde.operator.attach.Hindsight;
import dev.sonde.operator.audit.Account;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.repository.Examination;
import dev.sonde.operator.repository.Expiry;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.repository.RepositoryBook;
import dev.sonde.operator.session.Owner;
import dev.sonde.operator.session.Session;
import dev.sonde.operator.session.SessionInfo;
import dev.sonde.operator.session.StopResult;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What commands act on: the JVMs and sessions of this machine, and repositories. */
interface Machine {
  List<Jvm> jvms();

  Jvm jvm(String query);

  Repository repository(Supply supply);

  /** When what is known without asking anybody expires, the first to do so before the others. */
  List<Expiry> expiries();

  /** A look that keeps nothing. */
  Examination examination(Supply supply, FirstTrust trust);

  /** The repositories of other people that this user has made known. */
  RepositoryBook book();

  /**
   * Attaches, and loads the plugin. The JVM is not touched before the plugin is here and verified.
   */
  Session open(Jvm jvm, Delivery plugin, Owner owner, Account account);

  List<SessionInfo> sessions();

  StopResult stop(SessionInfo session);

  /** What a JVM itself says of Sonde once sessions are over. */
  Hindsight hindsight(Jvm jvm) throws InterruptedException;

  /**
   * The account of one errand, which goes to the operator's audit file.
   *
   * @param warnings hears once why it cannot be written
   */
  Account account(Owner owner, Consumer<String> warnings);

  /** What was audited here; its lines may not be there yet. */
  @Nullable Path auditFile();

  /** The uid that this process runs as. */
  long uid();
}
