package dev.sonde.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A daemon thread that runs jobs; threads that snippets start are in its group. */
final class SnippetThread extends Thread {
  private static final int GROUPS_ARE_FREE = 19;

  /** Two regions of G1 at the least: what is less would not become free by itself there. */
  private static final int SPARE = (2 << 20) - 64;

  private final ThreadGroup group;
  private final BlockingQueue<Runnable> jobs = new LinkedBlockingQueue<>();
  private volatile boolean ending;
  private volatile @Nullable Printing printing;
  private byte @Nullable [] spare;

  SnippetThread(int number, @Nullable ClassLoader context) {
    super(group(), null, "sonde-snippet-" + number, 0, false);
    setDaemon(true);
    setContextClassLoader(context);
    group = getThreadGroup();
  }

  /**
   * Below 19 a group stays in its parent's list until its last thread has ended, if it is told to.
   */
  @SuppressWarnings("removal")
  private static ThreadGroup group() {
    ThreadGroup group = new Group();
    group.setDaemon(true);
    return group;
  }

  private static final class Group extends ThreadGroup {
    Group() {
      super("sonde-shell");
    }

    /** That a thread was stopped is no news for the application's stderr. */
    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
      if (!(thrown instanceof Stopped)) super.uncaughtException(thread, thrown);
    }
  }

  /** Puts room aside, if there is plenty, for telling how a snippet ended that fills the heap. */
  void spare() {
    Runtime jvm = Runtime.getRuntime();
    long free = jvm.maxMemory() - jvm.totalMemory() + jvm.freeMemory();
    if (spare == null && free > 8L * SPARE) spare = new byte[SPARE];
  }

  void makeRoom() {
    spare = null;
  }

  void accept(Runnable job) {
    jobs.add(job);
  }

  @Override
  public void run() {
    while (!ending) {
      try {
        jobs.take().run();
      } catch (InterruptedException asked) {
        continue; // to stop what has ended already; or to end
      } catch (OutOfMemoryError full) {
        makeRoom();
      }
      interrupted(); // what was meant for the last job is none of the next one's business
    }
    setContextClassLoader(null);
  }

  /** What a snippet on it prints from now on; null: nothing is shown. */
  void prints(@Nullable Printing now) {
    printing = now;
  }

  void flush() {
    Printing now = printing;
    if (now != null) now.flush();
  }

  /** Whether a snippet on it was told to stop. */
  boolean stopping() {
    return Brake.holds(this);
  }

  void end() {
    ending = true;
    Brake.on(this);
    Brake.on(group);
    group.interrupt();
  }

  /** Waits for all threads of the group, and names those that live on. */
  List<String> living(long deadline) {
    List<String> left = new ArrayList<>();
    Thread[] all = new Thread[group.activeCount() + 8];
    int count = group.enumerate(all);
    for (int i = 0; i < count; i++) {
      Runner.join(all[i], deadline);
      StackTraceElement[] stack = all[i].getStackTrace();
      if (all[i].isAlive())
        left.add(all[i].getName() + (stack.length == 0 ? "" : " in " + stack[0]));
    }
    if (left.isEmpty()) release();
    return left;
  }

  /** Its parent's list would keep a group for a thread that was made there and never started. */
  @SuppressWarnings("removal")
  private void release() {
    if (Runtime.version().feature() >= GROUPS_ARE_FREE || group.isDestroyed()) return;
    try {
      group.destroy();
    } catch (IllegalThreadStateException begunMeanwhile) {
      // a thread is in it again: the group goes when that one ends
    }
  }
}
