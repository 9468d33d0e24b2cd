package dev.sonde.target;

import dev.sonde.wire.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Frames from threads that may wait, in order, on their way to {@code sonde-link}. Bounded in
 * bytes.
 */
final class Outbox {
  private static final int CAPACITY = 1 << 20;

  /**
   * @param after what has to be empty before this frame may leave: a call's events come before its
   *     reply
   */
  private record Item(Frame frame, @Nullable Rings after) {}

  private final Queue<Item> items = new ArrayDeque<>();
  private final Runnable wake;
  private int bytes;
  private boolean muted;

  Outbox(Runnable wake) {
    this.wake = wake;
  }

  /**
   * Adds a frame; waits a bounded time for room. False if there was none, and the frame was
   * dropped.
   */
  boolean offer(Frame frame, long waitMillis) throws InterruptedException {
    long deadline = System.nanoTime() + waitMillis * 1_000_000;
    synchronized (this) {
      while (bytes + frame.size() > CAPACITY && !muted) {
        long left = deadline - System.nanoTime();
        if (left <= 0) return false;
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      add(new Item(frame, null));
    }
    wake.run();
    return true;
  }

  /** Adds the last frame of a call or a session, room or not. */
  void put(Frame frame, @Nullable Rings after) {
    synchronized (this) {
      add(new Item(frame, after));
    }
    wake.run();
  }

  private void add(Item item) {
    if (muted) return;
    items.add(item);
    bytes += item.frame.size();
  }

  /** Moves frames that fit and may leave to the buffer. True if any moved. */
  synchronized boolean drainTo(ByteBuffer out) {
    boolean moved = false;
    for (Item next; (next = items.peek()) != null && mayLeave(next, out); moved = true) {
      next.frame.put(out);
      bytes -= next.frame.size();
      items.remove();
    }
    if (moved) notifyAll();
    return moved;
  }

  private static boolean mayLeave(Item item, ByteBuffer out) {
    return out.remaining() >= item.frame.size() && (item.after == null || item.after.flushed());
  }

  /** Forgets all, now and later: nobody reads any more. */
  synchronized void mute() {
    muted = true;
    items.clear();
    notifyAll();
  }

  synchronized boolean empty() {
    return items.isEmpty();
  }
}
