package dev.sonde.target.trust;

import dev.sonde.api.UsageException;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Whether a session may begin, what it may do, and when it has to end. */
public final class Trust {
  private static final Path FOLDER = Path.of("/etc/sonde");
  private static final int ROOT = 0;
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final PolicySources sources;
  private final KillFile kill;
  private final AuditTrail audit;
  private final long began = System.nanoTime();
  private long looked = began;
  private volatile Policies policies = new Policies(List.of(Policy.NONE));

  Trust(PolicySources sources, KillFile kill, AuditTrail audit) {
    this.sources = sources;
    this.kill = kill;
    this.audit = audit;
  }

  /**
   * Looks before anything is promised to the operator. On {@code sonde-link}.
   *
   * @throws UsageException if this JVM takes no session now
   */
  public static Trust enter(
      @Nullable Instrumentation instrumentation, String session, SocketChannel socket)
      throws UsageException {
    KillFile kill = new KillFile(FOLDER.resolve("disabled"));
    UsageException killed = kill.refusal();
    TrustedPath way = new TrustedPath(Path.of("/"), List.of(ROOT), TrustedPath.GROUP_OR_OTHERS);
    AuditTrail audit = AuditTrail.of(session, socket, ownUid());
    try {
      PolicySources sources =
          new PolicySources(FOLDER, LaunchArguments.policies(instrumentation), way);
      Trust trust = new Trust(sources, kill, audit);
      trust.enter();
      return trust;
    } catch (UsageException refusal) {
      throw killed != null ? killed : refusal;
    }
  }

  void enter() throws UsageException {
    try {
      refresh().count(Sessions.upTo(Thread.currentThread()));
    } catch (UsageException refusal) {
      audit.refused(refusal);
      throw refusal;
    }
  }

  private static int ownUid() {
    try {
      return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException | UnsupportedOperationException unknown) {
      return ROOT;
    }
  }

  /** Reads the policies anew. */
  Policies refresh() throws UsageException {
    Policies fresh = sources.read();
    policies = fresh;
    audit.to(fresh.audits());
    UsageException killed = kill.refusal();
    if (killed != null) throw killed;
    return fresh;
  }

  /** As last read. */
  Policies policies() {
    return policies;
  }

  AuditTrail audit() {
    return audit;
  }

  /**
   * Holds a plugin against the policies as they are now; on {@code sonde-work}.
   *
   * @throws UsageException if it may not be loaded, or none of its commands could run
   */
  public Grants admit(Description plugin) throws UsageException {
    Grants grants = new Grants(this, plugin);
    try {
      refresh().admit(plugin);
      return grants;
    } catch (UsageException refusal) {
      audit.refused(grants, Map.of(), refusal);
      throw refusal;
    }
  }

  /** Looks about once a second whether the session has to end. On {@code sonde-link}. */
  public @Nullable Ending due() {
    return due(System.nanoTime());
  }

  @Nullable Ending due(long now) {
    if (now - looked < LOOK_NANOS) return null;
    looked = now;
    UsageException killed = kill.refusal();
    if (killed != null) return ending("KILLED", killed);
    Policy shortest = policies.shortest();
    if (now - began < shortest.longest().toNanos()) return null;
    return ending("TIME", shortest.overLength());
  }

  private static Ending ending(String reason, UsageException why) {
    return new Ending(reason, why.id() + ": " + why.getMessage());
  }

  /** The session's last line. Answers with what went wrong, or null: nothing waits for it. */
  public @Nullable String removed(String reason, boolean ok) {
    return audit.removed(reason, ok);
  }

  /** SHA-256 of the last line that was audited here, in hex; empty if there is none. */
  public String lastAudit() {
    return audit.last();
  }
}
