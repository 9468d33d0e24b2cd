package dev.sonde.cli;

import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.repository.RepositoryBook;
import dev.sonde.operator.session.Owner;
import dev.sonde.operator.session.Session;
import dev.sonde.operator.session.SessionInfo;
import dev.sonde.operator.session.StopResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What commands act on: the JVMs and sessions of this machine, and repositories. */
interface Machine {
  List<Jvm> jvms();

  Jvm jvm(String query);

  /**
   * @param location an URL or a folder; null: where this release looks by itself
   */
  Repository repository(@Nullable String location);

  /** The repositories of other people that this user has made known. */
  RepositoryBook book();

  /** Fetches and verifies the plugin for the JVM's line, and only then attaches and loads it. */
  Session open(Jvm jvm, Repository repository, String plugin, Owner owner);

  List<SessionInfo> sessions();

  StopResult stop(SessionInfo session);

  /** The uid that this process runs as. */
  long uid();
}
