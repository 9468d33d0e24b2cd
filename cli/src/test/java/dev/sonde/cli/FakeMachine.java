package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.attach.Hindsight;
import dev.sonde.operator.audit.Account;
import dev.sonde.operator.jvm.Attachability;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.jvm.Place;
import dev.sonde.operator.repository.BakedTrust;
import dev.sonde.operator.repository.CommandDescription;
import dev.sonde.operator.repository.Examination;
import dev.sonde.operator.repository.Expiry;
import dev.sonde.operator.repository.PluginDescription;
import dev.sonde.operator.repository.PluginRef;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.repository.RepositoryBook;
import dev.sonde.operator.repository.VerifiedJar;
import dev.sonde.operator.repository.VerifiedRelease;
import dev.sonde.operator.repository.state.StateHome;
import dev.sonde.operator.session.Owner;
import dev.sonde.operator.session.RemovalReport;
import dev.sonde.operator.session.Session;
import dev.sonde.operator.session.SessionInfo;
import dev.sonde.operator.session.StopResult;
import dev.sonde.wire.SessionId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A machine with two JVMs and one session, where each run gives the records that a test has laid
 * out.
 */
final class FakeMachine implements Machine {
  static final Expiry EXPIRY =
      new Expiry("timestamp", 12, Instant.parse("2030-05-07T12:00:00Z"), Duration.ofDays(6));
  static final RemovalReport REPORT =
      new RemovalReport(
          true,
          31,
          Map.of("methods", 1L),
          List.of("classes"),
          List.of(),
          List.of(),
          List.of(new RemovalReport.Stay("SondeAgent_7f3a", 1900)));

  /** A plugin with one command, {@code count}. */
  static final PluginDescription CENSUS =
      new PluginDescription(
          "census",
          "1.0.0",
          17,
          1,
          List.of("observe"),
          List.of(new CommandDescription("count", "count JVM [--by NAME]", "", "observe")));

  final List<Map<String, Object>> records = new ArrayList<>();
  final List<Supply> supplies = new ArrayList<>();
  final List<String> said = new CopyOnWriteArrayList<>();
  final List<String> warnings = new ArrayList<>();
  List<Jvm> jvms =
      List.of(
          jvm(4312, "com.acme.Shop", new Attachability.Yes()),
          jvm(
              4400,
              "legacy.jar",
              new Attachability.No(
                  ErrorId.ATTACH_DISABLED, "it was started with -XX:+DisableAttachMechanism")));
  @Nullable RuntimeException failure;
  @Nullable VerifiedRelease newer;
  final List<Map<String, ?>> audited = new ArrayList<>();
  final List<PluginDescription> more = new ArrayList<>();
  @Nullable String reason;
  List<String> consented = List.of();
  @Nullable Path home;
  @Nullable String unaudited;
  String out = "";
  @Nullable Path auditFile;

  final List<SessionInfo> moreSessions = new ArrayList<>();

  /** A run that is held gives its records, and goes on until it is cancelled. */
  @Nullable CountDownLatch held;

  /** At which a session waits before it is closed. */
  @Nullable CountDownLatch closing;

  Hindsight hindsight = new Hindsight(List.of(), List.of(), 812, "");

  @Override
  public Hindsight hindsight(Jvm jvm) {
    said.add("hindsight at " + jvm.pid());
    return hindsight;
  }

  @Override
  public List<Jvm> jvms() {
    return jvms;
  }

  @Override
  public Jvm jvm(String query) {
    if (query.equals(InsideMachine.SELF)) return jvms.get(0);
    return jvms.stream()
        .filter(each -> query.equals(Long.toString(each.pid())))
        .findFirst()
        .orElseThrow(() -> new SondeException(ErrorId.NO_SUCH_JVM, "no JVM is " + query));
  }

  @Override
  public Repository repository(Supply supply) {
    said.add("repository " + supply.location());
    supplies.add(supply);
    return new FakeRepository(warnings, newer, more);
  }

  @Override
  public Examination examination(Supply supply, FirstTrust trust) {
    said.add("examination " + supply.location() + " " + trust);
    throw new SondeException(
        ErrorId.EXPIRED, "timestamp.json of " + supply.location() + " expired");
  }

  @Override
  public RepositoryBook book() {
    BakedTrust none = new BakedTrust(new byte[0], true, Instant.EPOCH, name -> null);
    return new RepositoryBook(new StateHome(Optional.ofNullable(home)), none, Clock.systemUTC());
  }

  @Override
  public List<Expiry> expiries() {
    return List.of(EXPIRY);
  }

  @Override
  public Session open(Jvm jvm, Delivery plugin, Owner owner, Account account) {
    plugin.await();
    said.add("open " + jvm.pid() + " " + plugin.plugin());
    reason = owner.reason();
    consented = owner.consented();
    return account.over(new FakeSession(this, jvm));
  }

  @Override
  public List<SessionInfo> sessions() {
    SessionId id = new SessionId("7f3a".repeat(8));
    SessionInfo first =
        new SessionInfo(
            id,
            4312,
            1000,
            "ada",
            977,
            "INC-4711",
            List.of("com.acme.Orders::find"),
            3911,
            2,
            0,
            Instant.EPOCH,
            out,
            null);
    return Stream.concat(Stream.of(first), moreSessions.stream()).toList();
  }

  @Override
  public StopResult stop(SessionInfo session) {
    said.add("stop " + session.id());
    return new StopResult(session, REPORT, null);
  }

  @Override
  public Account account(Owner owner, Consumer<String> warnings) {
    if (unaudited != null) warnings.accept(unaudited);
    return new Account(audited::add, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), owner);
  }

  @Override
  public @Nullable Path auditFile() {
    return auditFile;
  }

  @Override
  public long uid() {
    return 1000;
  }

  private static Jvm jvm(long pid, String main, Attachability attachable) {
    return new Jvm(
        pid,
        1,
        1000,
        1000,
        "ada",
        "17.0.15",
        17,
        main,
        List.of(),
        List.of(),
        0.034,
        Duration.ofSeconds(200),
        List.of(8080),
        new Place(pid, "", false),
        attachable);
  }

  private record FakeRepository(
      List<String> warnings, @Nullable VerifiedRelease release, List<PluginDescription> more)
      implements Repository {
    @Override
    public Optional<VerifiedRelease> newer() {
      return Optional.ofNullable(release);
    }

    @Override
    public @Nullable VerifiedJar fetch(PluginRef ref) {
      return null; // nobody looks at it
    }

    @Override
    public List<PluginDescription> plugins() {
      List<PluginDescription> all = new ArrayList<>(more);
      all.add(
          new PluginDescription(
              "tracer-full",
              "0.1.0",
              17,
              1,
              List.of("instrument"),
              List.of(
                  new CommandDescription("trace", "", "", ""),
                  new CommandDescription("find", "find JVM PATTERN...", "", ""))));
      return all;
    }

    @Override
    public List<Expiry> expiries() {
      return List.of(EXPIRY);
    }

    @Override
    public boolean development() {
      return true;
    }

    @Override
    public String location() {
      return "sonde.jar";
    }
  }
}
