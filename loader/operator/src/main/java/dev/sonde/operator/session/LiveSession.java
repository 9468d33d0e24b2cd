package dev.sonde.operator.session;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.attach.Deadline;
import dev.sonde.operator.attach.Link;
import dev.sonde.operator.attach.Visitor;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.repository.VerifiedJar;
import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import dev.sonde.wire.SessionId;
import dev.sonde.wire.ValueWriter;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A session over a link, from HELLO on. */
final class LiveSession implements Session, Visitor {
  private static final Duration LOAD = Duration.ofSeconds(30);
  private static final Duration REMOVAL = Duration.ofSeconds(30);
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final byte[] NO_JAR = {};

  private final Jvm jvm;
  private final SessionId id;
  private final Owner owner;
  private final Clock clock;
  private final Instant started;
  private final Link link;
  private final Supplier<List<String>> release;
  private final Supplier<RemovalReport.Stay> agent;
  private final Conversation conversation;
  private final AtomicBoolean ending = new AtomicBoolean();
  private final Undertakings undertakings;
  private final @Nullable VerifiedJar firstJar;
  private volatile @Nullable Exchange first;
  private volatile List<String> consented;
  private volatile String audit = "";
  private volatile String targetAudit = "";

  /**
   * @param release closes the link and deletes the session's files, late and twice too; returns
   *     what it could not
   * @param agent what attaching left in the target
   * @param loss says how the target was lost
   * @param sent a plugin whose frames are with the target already
   */
  LiveSession(
      Jvm jvm,
      SessionId id,
      Owner owner,
      Link link,
      Supplier<List<String>> release,
      Supplier<RemovalReport.Stay> agent,
      Supplier<SondeException> loss,
      Clock clock,
      @Nullable Loading sent) {
    this.jvm = jvm;
    this.id = id;
    this.owner = owner;
    this.consented = owner.consented();
    this.undertakings = new Undertakings(clock);
    this.clock = clock;
    this.started = clock.instant();
    this.link = link;
    this.release = release;
    this.agent = agent;
    this.conversation = new Conversation(link, loss);
    this.first = sent == null ? null : conversation.asked(Loading.FIRST);
    this.firstJar = sent == null ? null : sent.jar();
    conversation.start();
  }

  @Override
  public Jvm jvm() {
    return jvm;
  }

  @Override
  public SessionId id() {
    return id;
  }

  @Override
  public void load(VerifiedJar jar) {
    Exchange begun = jar == firstJar ? first : null;
    if (begun != null) first = null;
    else begun = ask(Loading.of(jar, owner, consented, audit).description(), jar.bytes());
    loaded(begun);
  }

  void load(Map<String, Object> description, byte[] jar) {
    if (!audit.isEmpty()) description.put("audit", audit);
    loaded(ask(description, jar));
  }

  private Exchange ask(Map<String, Object> description, byte[] jar) {
    return conversation.ask(FrameType.LOAD, description, jar, record -> {});
  }

  private void loaded(Exchange asked) {
    targetAudit = new Reading(asked.await(LOAD)).text("audit");
  }

  @Override
  public void consenting(List<String> capabilities) {
    consented = List.copyOf(capabilities);
  }

  @Override
  public void whenOver(Runnable action) {
    conversation.report().whenComplete((report, why) -> action.run());
  }

  @Override
  public void audited(String last) {
    audit = last;
  }

  @Override
  public String targetAudit() {
    return targetAudit;
  }

  @Override
  public Run run(String command, List<String> args, Map<String, String> options, Receiver records) {
    Object undertaking = new Object();
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("command", command);
    question.put("args", args);
    question.put("options", options);
    question.put("consented", consented);
    if (!audit.isEmpty()) question.put("audit", audit);
    Tape tape = records.tape();
    if (tape != null)
      tape.about(about(), Map.of("command", command, "args", args, "options", options));
    Exchange run =
        conversation.ask(
            FrameType.RUN,
            question,
            NO_JAR,
            new Receiver() {
              @Override
              public void record(Map<String, @Nullable Object> record) {
                undertakings.told(undertaking, record);
                records.record(record);
              }

              @Override
              public void record(Told told) {
                if (told.isCall()) records.record(told);
                else record(told.map());
              }

              @Override
              public void calls(Told told) {
                records.calls(told);
              }

              @Override
              public @Nullable Tape tape() {
                return records.tape();
              }

              @Override
              public void taped(long calls) {
                records.taped(calls);
              }

              @Override
              public void pause() {
                records.pause();
              }
            });
    undertakings.begin(undertaking, args);
    run.whenDone(() -> undertakings.ended(undertaking));
    return run;
  }

  private Map<String, Object> about() {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("jvm", jvm.pid());
    about.put("java", jvm.javaVersion());
    about.put("main", jvm.main());
    about.put("session", id.toString());
    about.put("at", clock.millis());
    return about;
  }

  @Override
  public RemovalReport end(String reason) {
    return end(reason, owner.user(), REMOVAL);
  }

  @Override
  public void close() {
    try {
      end("STOPPED", owner.user(), CLOSE);
    } catch (SondeException lost) {
      return; // all of ours is released; the target's lease ends with the link
    }
  }

  @Override
  public Map<String, @Nullable Object> list() {
    Progress now = undertakings.all();
    return new SessionInfo(
            id,
            jvm.pid(),
            0,
            owner.user(),
            owner.pid(),
            owner.reason(),
            now.shown(),
            now.seen(),
            now.delivered(),
            now.dropped(),
            started,
            owner.out(),
            now.expiry())
        .toMap();
  }

  @Override
  public Map<String, @Nullable Object> end(Map<String, @Nullable Object> request) {
    Reading asked = new Reading(request);
    return end(asked.text("reason"), asked.text("by"), REMOVAL).toMap();
  }

  private RemovalReport end(String reason, String by, Duration limit) {
    try {
      if (ending.compareAndSet(false, true)) sendEnd(reason, by, limit);
      RemovalReport removal = conversation.report().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return removal.with(agent.get()).and(1, release.get());
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof SondeException told ? told : late(limit, failure);
    } catch (TimeoutException late) {
      throw late(limit, late);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      throw late(limit, hurried);
    } finally {
      release.get();
    }
  }

  /** A target that does not read makes even this write block, until the limit closes the link. */
  private void sendEnd(String reason, String by, Duration limit) {
    Frame end = new Frame(FrameType.END, 0, ValueWriter.encode(Map.of("reason", reason, "by", by)));
    try {
      Deadline.within(
          limit,
          link,
          () -> {
            link.send(end);
            return end;
          });
    } catch (IOException broken) {
      return; // the reader learns of it too, and the report says why
    }
  }

  private SondeException late(Duration limit, Exception cause) {
    SondeException late =
        new SondeException(
            ErrorId.LOST,
            "JVM "
                + jvm.pid()
                + " did not report the removal within "
                + limit.toSeconds()
                + " s. The session's link is closed, at which the target removes all by itself,"
                + " without a report.",
            cause);
    conversation.over(late);
    return late;
  }
}
