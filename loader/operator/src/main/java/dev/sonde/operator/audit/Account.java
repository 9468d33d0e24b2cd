package dev.sonde.operator.audit;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.repository.Provenance;
import dev.sonde.operator.repository.VerifiedJar;
import dev.sonde.operator.session.Owner;
import dev.sonde.operator.session.RemovalReport;
import dev.sonde.operator.session.Session;
import dev.sonde.operator.session.SessionInfo;
import dev.sonde.operator.session.StopResult;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The account that an operator gives of one errand: it learns facts as they come, and writes a line
 * for each load, refusal, command and removal. Thread-safe.
 */
public final class Account {
  private static final String HEX = "0123456789abcdef";
  private static final int MAX_WORDS = 50;
  private static final int MAX_WORD = 250;

  /** The option that plugins call what they are sent, as against what they are told. */
  private static final String CARGO = "bytes";

  private final Audit audit;
  private final Clock clock;
  private final Map<String, Object> facts = new LinkedHashMap<>();
  private final Map<String, Object> errand = new LinkedHashMap<>();
  private @Nullable Throwable told;

  /** One of the commands of a session, as it was written down. */
  record Errand(Map<String, Object> facts) {}

  public Account(Audit audit, Clock clock, Owner owner) {
    this.audit = audit;
    this.clock = clock;
    facts.put("user", owner.user());
    facts.put("operator", owner.pid());
    facts.put("reason", owner.reason());
    consenting(owner.consented());
  }

  /** What a person has said yes to, for what follows. */
  synchronized void consenting(List<String> capabilities) {
    if (capabilities.isEmpty()) facts.remove("consented");
    else facts.put("consented", List.copyOf(capabilities));
  }

  /**
   * What is to be done. Conditions and patterns are part of it, captured values never.
   *
   * @param jvm as it was asked for
   */
  public synchronized Account asks(
      String jvm, String plugin, String command, List<String> args, Map<String, String> options) {
    errand.put("asked", cut(jvm));
    errand.put("plugin", plugin);
    command(command, args, options);
    return this;
  }

  public synchronized void found(Jvm jvm) {
    facts.put("pid", jvm.pid());
    facts.put("started", started(jvm));
    facts.put("peerUid", jvm.uid());
    facts.put("main", cut(jvm.main()));
    errand.remove("asked");
  }

  public synchronized void from(String repository) {
    facts.put("repository", cut(repository));
  }

  /** The session with all that is done in it. */
  public Session over(Session session) {
    synchronized (this) {
      facts.put("session", session.id().hex());
    }
    return new AuditedSession(session, this);
  }

  /** A failure that ended the errand, or a command of it; once for each. */
  public synchronized void refused(Throwable failure) {
    if (failure == told || !(failure instanceof SondeException refusal)) return;
    told = failure;
    write("refusal", errand, refusal.id().id());
  }

  /** As {@link #refused(Throwable)}, where other commands may have been sent since. */
  synchronized void refused(Throwable failure, Errand errand) {
    if (failure == told || !(failure instanceof SondeException refusal)) return;
    told = failure;
    line("refusal", errand.facts(), refusal.id().id());
  }

  /** What became of a session that was ended from outside of it. */
  public synchronized void stopped(SessionInfo session, StopResult result) {
    facts.put("pid", session.pid());
    facts.put("session", session.id().hex());
    RemovalReport report = result.report();
    String outcome = report == null ? ErrorId.NOT_RESPONDING.id() : outcome(report);
    write("removal", Map.of("owner", cut(session.user())), outcome);
  }

  /** What is about to be loaded. */
  synchronized void carries(VerifiedJar jar) {
    Provenance from = jar.provenance();
    from(from.repository());
    facts.put("root", from.root());
    facts.put("development", from.development());
    facts.put("staleDays", from.staleDays());
    facts.put("versions", new TreeMap<>(from.versions()));
    facts.put("plugin", jar.id());
    facts.put("version", jar.version());
    facts.put("line", jar.line());
    facts.put("sha256", jar.sha256());
    facts.put("capabilities", jar.capabilities());
  }

  /** SHA-256 of the last line on this side. */
  public String last() {
    return audit.last();
  }

  /** SHA-256 of the last line on the other side, as the target says. */
  synchronized void theirs(String last) {
    if (isDigest(last)) facts.put("targetAudit", last);
  }

  private static boolean isDigest(String text) {
    for (int i = 0; i < text.length(); i++) if (HEX.indexOf(text.charAt(i)) < 0) return false;
    return text.length() == 64;
  }

  synchronized void loaded() {
    write("load", Map.of(), "ok");
  }

  /**
   * @param jar whose command it is, for a session may have several; null: not known
   */
  synchronized Errand ran(
      @Nullable VerifiedJar jar, String command, List<String> args, Map<String, String> options) {
    if (jar != null) carries(jar);
    command(command, args, options);
    Map<String, Object> sent = withFacts(errand);
    line("command", sent, "ok");
    return new Errand(sent);
  }

  synchronized void removed(RemovalReport report) {
    write("removal", Map.of(), outcome(report));
  }

  synchronized void lost(RuntimeException failure) {
    write(
        "removal",
        Map.of(),
        failure instanceof SondeException known ? known.id().id() : ErrorId.INTERNAL.id());
  }

  /** The session was closed in haste; whether all was removed is not known here. */
  synchronized void closed() {
    write("removal", Map.of(), "unknown");
  }

  private static String outcome(RemovalReport report) {
    return report.ok() ? "ok" : "incomplete";
  }

  private void command(String command, List<String> args, Map<String, String> options) {
    errand.put("command", command);
    errand.put("args", args.stream().limit(MAX_WORDS).map(Account::cut).toList());
    Map<String, String> shown = new LinkedHashMap<>();
    options.forEach(
        (name, value) ->
            shown.put(cut(name), name.equals(CARGO) ? value.length() + " characters" : cut(value)));
    errand.put("options", shown);
  }

  private void write(String kind, Map<String, Object> more, String result) {
    line(kind, withFacts(more), result);
  }

  private Map<String, Object> withFacts(Map<String, Object> more) {
    Map<String, Object> all = new LinkedHashMap<>(more);
    all.putAll(facts);
    return all;
  }

  private void line(String kind, Map<String, Object> all, String result) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("time", text(clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    line.put("kind", kind);
    line.putAll(all);
    line.put("result", result);
    audit.write(line);
  }

  /** As the kernel knows it, in the words of a clock; empty if the process has just ended. */
  private static String started(Jvm jvm) {
    return ProcessHandle.of(jvm.pid())
        .flatMap(process -> process.info().startInstant())
        .map(Account::text)
        .orElse("");
  }

  /** As {@link Instant#toString}, for which the JDK makes formatters: 3 ms of a start. */
  static String text(Instant at) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(at.getEpochSecond(), at.getNano(), ZoneOffset.UTC);
    boolean wholeMinute = time.getSecond() == 0 && time.getNano() == 0;
    return time + (wholeMinute ? ":00Z" : "Z");
  }

  private static String cut(String text) {
    return text.length() <= MAX_WORD ? text : text.substring(0, MAX_WORD) + "…";
  }
}
