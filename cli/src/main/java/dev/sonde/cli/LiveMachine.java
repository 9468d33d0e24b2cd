package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.attach.Hindsight;
import dev.sonde.operator.audit.Account;
import dev.sonde.operator.audit.AuditFile;
import dev.sonde.operator.jvm.Attachability;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.jvm.Jvms;
import dev.sonde.operator.repository.BakedTrust;
import dev.sonde.operator.repository.Examination;
import dev.sonde.operator.repository.Expiry;
import dev.sonde.operator.repository.Repositories;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.repository.RepositoryBook;
import dev.sonde.operator.repository.RepositorySource;
import dev.sonde.operator.repository.state.StateHome;
import dev.sonde.operator.session.Loading;
import dev.sonde.operator.session.Owner;
import dev.sonde.operator.session.Payload;
import dev.sonde.operator.session.Session;
import dev.sonde.operator.session.SessionInfo;
import dev.sonde.operator.session.Sessions;
import dev.sonde.operator.session.StopResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** This machine. Each part is touched when first asked for: {@code list} needs java.base alone. */
class LiveMachine implements Machine {
  private final @Nullable String defaultRepository;
  private final Ahead ahead;

  LiveMachine(@Nullable String defaultRepository) {
    this(defaultRepository, Ahead.NOTHING);
  }

  LiveMachine(@Nullable String defaultRepository, Ahead ahead) {
    this.defaultRepository = defaultRepository;
    this.ahead = ahead;
  }

  @Override
  public List<Jvm> jvms() {
    return new Jvms().list();
  }

  @Override
  public Jvm jvm(String query) {
    return new Jvms().find(query);
  }

  @Override
  public Repository repository(Supply supply) {
    RepositorySource source = source(supply.location(), supply.allowHttp());
    Repository begun = ahead.repository(supply, source);
    if (begun != null) return begun;
    BakedTrust trust = BakedTrust.of(Build::resource);
    StateHome home = StateHome.of(System.getenv());
    return supply.offline()
        ? Repositories.openOffline(source, trust, Clock.systemUTC(), home)
        : Repositories.open(source, trust, Clock.systemUTC(), home);
  }

  private RepositorySource source(@Nullable String location, boolean allowHttp) {
    String asked = location == null ? defaultRepository : location;
    return asked == null
        ? new RepositorySource.Bundle(Build::resource)
        : RepositorySource.of(asked, allowHttp);
  }

  @Override
  public List<Expiry> expiries() {
    return Repositories.remembered(
        BakedTrust.of(Build::resource),
        Clock.systemUTC(),
        StateHome.of(System.getenv()).existing());
  }

  @Override
  public Examination examination(Supply supply, FirstTrust trust) {
    BakedTrust own = BakedTrust.of(Build::resource);
    RepositorySource source = source(supply.location(), supply.allowHttp());
    return trust.examination(source, own, Clock.systemUTC());
  }

  @Override
  public RepositoryBook book() {
    return new RepositoryBook(
        StateHome.of(System.getenv()), BakedTrust.of(Build::resource), Clock.systemUTC());
  }

  @Override
  public Session open(Jvm jvm, Delivery plugin, Owner owner, Account account) {
    if (verdict(jvm) instanceof Attachability.No no) throw no.exception();
    Payload payload =
        new Payload(
            bytes("sonde/agent.jar"),
            bytes("sonde/target.jar"),
            new String(bytes("sonde/target.sha256"), StandardCharsets.US_ASCII),
            plugin::await,
            () -> {
              ahead.whileAnswered();
              return Loading.first(plugin.await(), owner, account.last());
            });
    Session session = account.over(enter(jvm, payload, owner));
    try {
      session.load(plugin.await());
      return session;
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  /** Whether it can be entered, as far as it can be told without touching it. */
  Attachability verdict(Jvm jvm) {
    return jvm.attachable();
  }

  Session enter(Jvm jvm, Payload payload, Owner owner) {
    return Sessions.open(jvm, payload, owner);
  }

  @Override
  public List<SessionInfo> sessions() {
    return new Sessions().list();
  }

  @Override
  public StopResult stop(SessionInfo session) {
    return new Sessions().stop(session, Owner.current());
  }

  @Override
  public Hindsight hindsight(Jvm jvm) throws InterruptedException {
    return Hindsight.at(jvm);
  }

  @Override
  public Account account(Owner owner, Consumer<String> warnings) {
    AuditFile file = new AuditFile(StateHome.of(System.getenv()), warnings);
    return new Account(file, Clock.systemUTC(), owner);
  }

  @Override
  public @Nullable Path auditFile() {
    return AuditFile.path(StateHome.of(System.getenv()));
  }

  @Override
  public long uid() {
    try {
      return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String resource) {
    try (InputStream in = Build.resource(resource)) {
      if (in == null)
        throw new SondeException(
            ErrorId.NO_JAR,
            "expected " + resource + " in sonde.jar and found none: build or download it again");
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
