package dev.sonde.target;

import dev.sonde.api.UsageException;
import dev.sonde.target.trust.Description;
import dev.sonde.target.trust.Ending;
import dev.sonde.target.trust.Trust;
import dev.sonde.wire.Dictionary;
import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import dev.sonde.wire.Protocol;
import dev.sonde.wire.ValueReader;
import dev.sonde.wire.ValueWriter;
import dev.sonde.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A session's end in the target. Owns the instrumentation, the stream, two threads and the plugins;
 * nothing of it outlives {@link #start}. Frames are handled on {@code sonde-link}, everything that
 * touches a plugin on {@code sonde-work}.
 */
public final class Tenant {
  private static final Duration START_LIMIT = Duration.ofSeconds(10);
  private static final long TURN_MILLIS = 250;
  private static final long ENDING_TURN_MILLIS = 1;
  private static final long FAREWELL_NANOS = 2_000_000_000L;

  private final Report report = new Report();
  private final Names names = new Names();
  private final Calls calls = new Calls();
  private final Work work = new Work(report::failed);
  private final Lease lease = new Lease(Protocol.LEASE_MILLIS, System::nanoTime);
  private final Map<Integer, ByteArrayOutputStream> jars = new HashMap<>();
  private final Link link;
  private final Trust trust;
  private final Plugins plugins;
  private final Removal removal;
  private volatile @Nullable String forced;

  private Tenant(Instrumentation instrumentation, Link link, String session, Trust trust) {
    this.link = link;
    this.trust = trust;
    plugins = new Plugins(instrumentation, session, trust, work, report);
    removal = new Removal(calls, plugins, work, report);
  }

  /**
   * Serves a session on the calling thread until its end, and closes the socket. Called once by the
   * agent, by reflection, after the preamble, DIAL and the first JAR.
   */
  public static void start(Instrumentation instrumentation, SocketChannel socket, String sessionId)
      throws IOException {
    try (socket;
        Link link = new Link(socket)) {
      try {
        Trust trust = Trust.enter(instrumentation, sessionId, socket);
        new Tenant(instrumentation, link, sessionId, trust).serve();
      } catch (UsageException refusal) {
        refuse(link, OpenCall.error(refusal));
      }
    }
  }

  private static void refuse(Link link, String error) throws IOException {
    link.outbox().put(new Frame(FrameType.FAIL, 0, error.getBytes(StandardCharsets.UTF_8)), null);
    flush(link);
  }

  private static void flush(Link link) throws IOException {
    long deadline = System.nanoTime() + FAREWELL_NANOS;
    do link.turn(ENDING_TURN_MILLIS, frame -> {});
    while (link.lost() == null && !link.sent() && System.nanoTime() - deadline < 0);
  }

  private void serve() throws IOException {
    work.start();
    outbox().put(new Frame(FrameType.HELLO, 0, ValueWriter.encode(hello())), null);
    link.flush(); // the operator makes ready while the plugin is hashed, which is there already
    while (!removal.done()) {
      Throwable broken = Foreign.caught(this::turn);
      if (broken == null) continue;
      lose(Foreign.describe(broken));
      LockSupport.parkNanos(1_000_000); // the next turn may break at once, too
    }
    if (link.lost() == null) new Leftovers(plugins, work, report).look();
    String unwritten = trust.removed(removal.reason(), report.ok());
    if (unwritten != null) report.failed(unwritten);
    if (link.lost() == null) farewell();
  }

  private void turn() throws IOException {
    work.watch();
    removal.step();
    if (link.lost() == null && lease.over())
      lose("the operator was silent for " + Protocol.LEASE_MILLIS + " ms");
    if (!removal.begun()) force(trust.due());
    link.turn(removal.begun() ? ENDING_TURN_MILLIS : TURN_MILLIS, this::received);
    if (link.lost() != null) end("LEASE");
  }

  private void force(@Nullable Ending ending) {
    if (ending == null) return;
    forced = ending.error();
    end(ending.reason());
  }

  /** Why the session had to end although its operator did not ask for it, or null. */
  @Nullable String forced() {
    return forced;
  }

  private static Map<String, Object> hello() {
    return Map.of("protocol", Protocol.VERSION);
  }

  private void farewell() throws IOException {
    outbox().put(new Frame(FrameType.REPORT, 0, report.encode(trust.lastAudit())), null);
    flush(link);
  }

  private void received(Frame frame) {
    lease.renew();
    if (removal.begun()) return;
    switch (frame.type()) {
      case PING -> {}
      case JAR -> append(frame);
      case LOAD -> load(frame.channel(), Description.of(frame.payload()));
      case RUN -> run(new RunningCall(this, frame.channel(), frame.payload()));
      case CANCEL -> cancel(frame.channel());
      case END ->
          end(Description.text(ValueReader.map(frame.payload(), Dictionary.NONE), "reason"));
      default -> throw new WireException("expected a frame of an operator, got " + frame.type());
    }
  }

  private void append(Frame chunk) {
    long sum = chunk.payload().length;
    for (ByteArrayOutputStream jar : jars.values()) sum += jar.size();
    if (sum > PluginJar.MAX_BYTES)
      throw new WireException("expected jars of at most " + PluginJar.MAX_BYTES + " bytes");
    jars.computeIfAbsent(chunk.channel(), channel -> new ByteArrayOutputStream())
        .writeBytes(chunk.payload());
  }

  private void load(int channel, Description description) {
    ByteArrayOutputStream chunks = jars.remove(channel);
    PluginJar jar = new PluginJar(chunks == null ? new byte[0] : chunks.toByteArray());
    String what = "start of plugin " + description.id() + " " + description.version();
    Runnable leave =
        () -> {
          String late =
              what + " did not end in " + START_LIMIT.toSeconds() + " s; the session ends";
          report.failed(late);
          fail(channel, "SONDE-NOT-RESPONDING: " + late);
          end("ERROR");
        };
    work.submit(what, START_LIMIT, () -> load(channel, description, jar), leave);
    jar.sha256(); // while the other thread unpacks it
  }

  private void load(int channel, Description description, PluginJar jar) {
    Throwable failure =
        Foreign.caught(
            () -> {
              List<String> commands = plugins.load(description, jar);
              if (work.here())
                outbox()
                    .put(
                        new Frame(FrameType.REPLY, channel, ValueWriter.encode(loaded(commands))),
                        null);
            });
    if (failure != null && work.here())
      fail(
          channel,
          OpenCall.error(failure, "plugin " + description.id() + " " + description.version()));
  }

  private Map<String, Object> loaded(List<String> commands) {
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("commands", commands);
    if (!trust.lastAudit().isEmpty()) reply.put("audit", trust.lastAudit());
    return reply;
  }

  private void fail(int channel, String error) {
    outbox().put(new Frame(FrameType.FAIL, channel, error.getBytes(StandardCharsets.UTF_8)), null);
  }

  private void run(RunningCall call) {
    calls.add(call);
    work.submit(call.toString(), call::run);
    plugins.loadAhead(call.errand().command()); // while the other thread begins with it
  }

  private void cancel(int channel) {
    RunningCall call = calls.get(channel);
    if (call != null) work.submit("cancel of a call", call::cancel);
  }

  private void lose(String why) {
    link.mute(why);
    end("LEASE");
  }

  private void end(String reason) {
    removal.begin(reason);
  }

  Outbox outbox() {
    return link.outbox();
  }

  Names names() {
    return names;
  }

  Calls calls() {
    return calls;
  }

  Plugins plugins() {
    return plugins;
  }

  Report report() {
    return report;
  }

  void drain(Rings rings) {
    link.drain(rings);
  }

  Work work() {
    return work;
  }
}
