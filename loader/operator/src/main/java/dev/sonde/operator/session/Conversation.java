package dev.sonde.operator.session;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.attach.Link;
import dev.sonde.operator.attach.Refused;
import dev.sonde.wire.Batch;
import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import dev.sonde.wire.Protocol;
import dev.sonde.wire.ValueReader;
import dev.sonde.wire.ValueWriter;
import dev.sonde.wire.WireException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one session, in both directions, on two daemon threads: a reader that decodes and
 * dispatches, and a heartbeat. The target may be hostile: any breach ends the conversation with
 * SESSION, and never does more.
 */
final class Conversation {
  /** How long a target may be silent that is asked each second. */
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Link link;
  private final Supplier<SondeException> loss;
  private final CompletableFuture<RemovalReport> report = new CompletableFuture<>();
  private final Map<Integer, Exchange> exchanges = new ConcurrentHashMap<>();
  private final AtomicInteger lastChannel = new AtomicInteger();
  private final Names names = new Names();
  private final Told told = new Told(names);
  private volatile long waitingSince = System.nanoTime();
  private volatile boolean reading = true;

  /**
   * @param loss says how the target was lost, when its end of the stream came without a report
   */
  Conversation(Link link, Supplier<SondeException> loss) {
    this.link = link;
    this.loss = loss;
  }

  void start() {
    daemon(this::read, "sonde-reader");
    daemon(this::beat, "sonde-heartbeat");
  }

  /** What the target removed; fails when the session is over without it. */
  CompletableFuture<RemovalReport> report() {
    return report;
  }

  /** Asks on a new channel: first the bytes, in chunks, then the question. */
  Exchange ask(FrameType type, Map<String, ?> question, byte[] jar, Receiver records) {
    if (report.isDone())
      throw new SondeException(ErrorId.SESSION, "The session has ended; open another one.");
    int channel = lastChannel.incrementAndGet();
    Exchange exchange = new Exchange(records, () -> send(Frame.of(FrameType.CANCEL, channel)));
    Frame frame = new Frame(type, channel, encoded(question));
    exchanges.put(channel, exchange);
    for (Frame each : Loading.frames(frame, jar)) send(each);
    if (report.isDone()) settle(new SondeException(ErrorId.SESSION, "The session ended just now."));
    return exchange;
  }

  /** What was asked on this channel, the last one in use, before the conversation began. */
  Exchange asked(int channel) {
    Exchange exchange = new Exchange(record -> {}, () -> send(Frame.of(FrameType.CANCEL, channel)));
    lastChannel.set(channel);
    exchanges.put(channel, exchange);
    return exchange;
  }

  static byte[] encoded(Map<String, ?> question) {
    try {
      return ValueWriter.encode(question);
    } catch (WireException tooLarge) {
      throw new SondeException(
          ErrorId.USAGE, "A command's arguments do not fit: " + tooLarge.getMessage(), tooLarge);
    }
  }

  /**
   * A frame that cannot be sent is no failure of its own: the reader learns why, and tells
   * everyone.
   */
  void send(Frame frame) {
    try {
      link.send(frame);
    } catch (IOException broken) {
      lost();
    }
  }

  private void read() {
    try {
      while (!report.isDone()) {
        Frame frame = next();
        if (frame == null) lost();
        else dispatch(frame);
      }
    } catch (WireException breach) {
      over(
          new SondeException(
              ErrorId.SESSION,
              "The target broke the protocol: " + breach.getMessage() + ". The session was closed.",
              breach));
    } catch (IOException broken) {
      lost();
    } catch (Throwable failure) { // this thread's boundary: whoever waits for an answer is told
      over(
          new SondeException(
              ErrorId.INTERNAL,
              "Reading from the target failed: " + failure + ". Please report it.",
              failure));
    }
  }

  private @Nullable Frame next() throws IOException {
    waitingSince = System.nanoTime();
    reading = true;
    Frame frame = link.receive(this::records);
    reading = false;
    return frame;
  }

  private void records(Batch batch) {
    reading = false;
    Exchange exchange = exchanges.get(batch.channel());
    if (exchange != null) exchange.taped(batch, names).events(batch, told);
    else never(FrameType.EVENTS, batch.channel());
    waitingSince = System.nanoTime();
    reading = true;
  }

  private void dispatch(Frame frame) {
    switch (frame.type()) {
      case PING, LOG -> {} // a notice is for the operator's own log, which is not kept yet
      case DEFINE, PART -> define(frame);
      case EVENT ->
          to(
              frame,
              exchanges.get(frame.channel()),
              exchange -> exchange.taped(frame, names).event(value(frame)));
      case REPLY ->
          to(frame, exchanges.remove(frame.channel()), exchange -> exchange.done(value(frame)));
      case FAIL -> failed(frame);
      case REPORT -> reported(RemovalReport.of(value(frame)));
      default -> throw new WireException("a target sends no " + frame.type());
    }
  }

  private void define(Frame frame) {
    if (frame.type() == FrameType.PART) names.definePart(frame.payload());
    else names.define(frame.payload());
    for (Exchange each : exchanges.values()) each.defined(frame);
  }

  private void failed(Frame frame) {
    SondeException refusal = Refused.of(frame.payload());
    if (frame.channel() == 0) over(refusal);
    else to(frame, exchanges.remove(frame.channel()), exchange -> exchange.failed(refusal));
  }

  /**
   * A channel that was closed a moment ago may still be spoken on; one that was never opened may
   * not.
   */
  private void to(Frame frame, @Nullable Exchange exchange, Consumer<Exchange> receiver) {
    if (exchange != null) receiver.accept(exchange);
    else never(frame.type(), frame.channel());
  }

  private void never(FrameType type, int channel) {
    if (channel <= 0 || channel > lastChannel.get())
      throw new WireException(type + " on channel " + channel + ", which was never opened");
  }

  private Map<String, @Nullable Object> value(Frame frame) {
    return ValueReader.map(frame.payload(), names);
  }

  private void reported(RemovalReport removal) {
    report.complete(removal);
    settle(null);
  }

  private void lost() {
    if (!report.isDone()) over(loss.get());
  }

  /**
   * Ends the conversation; the first reason counts. Closing the link ends the target's lease, so
   * that it removes all by itself.
   */
  void over(SondeException why) {
    report.completeExceptionally(why);
    settle(report.isCompletedExceptionally() ? why : null);
    try {
      link.close();
    } catch (IOException closed) {
      return; // it is closed also then
    }
  }

  /** Nobody waits for ever: runs that a REPORT overtook are done, others fail. */
  private void settle(@Nullable SondeException why) {
    for (Exchange exchange : exchanges.values()) {
      if (why == null) exchange.done(Map.of());
      else exchange.failed(why);
    }
    exchanges.clear();
  }

  private void beat() {
    while (!report.isDone()) {
      send(new Frame(FrameType.PING, 0, ByteBuffer.allocate(8).putLong(System.nanoTime()).array()));
      if (reading && System.nanoTime() - waitingSince > SILENCE_NANOS) lost();
      if (overWithin(Protocol.HEARTBEAT_MILLIS)) return;
    }
  }

  private boolean overWithin(long millis) {
    try {
      report.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException live) {
      return false;
    } catch (java.util.concurrent.ExecutionException | InterruptedException over) {
      return true;
    }
  }

  private static void daemon(Runnable body, String name) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
  }
}
