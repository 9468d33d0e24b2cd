package dev.sonde.benchmarks;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The tracer of one {@code sonde.jar} and its rings in this JVM, without a session: what a trace
 * makes stays in the rings until somebody empties them. It stands where the target side would, and
 * by its public interfaces alone, so that builds which differ inside can be compared.
 */
final class Bench implements AutoCloseable {
  private static final int OUT = 4 << 20;
  private static final long DEADLINE = 60;

  private final Nested nested;
  private final Instrumentation instrumentation;
  private final Map<String, Object> commands = new HashMap<>();
  private final ScheduledExecutorService work =
      Executors.newSingleThreadScheduledExecutor(Bench::daemon);
  private final CompletableFuture<Boolean> started = new CompletableFuture<>();
  private final CompletableFuture<Map<?, ?>> ended = new CompletableFuture<>();
  private final Object events;
  private final Method drain;
  private final Method delivered;
  private final ByteBuffer out = ByteBuffer.allocateDirect(OUT);
  private volatile Runnable cancel = () -> {};

  Bench(String sonde, Instrumentation instrumentation) throws Exception {
    this.instrumentation = instrumentation;
    nested = Nested.in(sonde);
    Class<?> rings = nested.type("target.Rings");
    events = rings(rings.getDeclaredConstructors()[0]);
    drain = rings.getDeclaredMethod("drainTo", ByteBuffer.class);
    drain.setAccessible(true);
    delivered = rings.getDeclaredMethod("delivered");
    delivered.setAccessible(true);
  }

  /**
   * With names of their own, whose class the build has merged with others: it is the one that can
   * be made of nothing, or of a word that tells it from those, and that numbers texts.
   */
  private Object rings(Constructor<?> made) throws Exception {
    made.setAccessible(true);
    Method name = nested.type("api.Events").getMethod("name", String.class);
    name.setAccessible(true);
    for (Constructor<?> each : made.getParameterTypes()[1].getDeclaredConstructors()) {
      Class<?>[] words = each.getParameterTypes();
      if (words.length > 1 || words.length == 1 && !words[0].isPrimitive()) continue;
      each.setAccessible(true);
      Object array = words.length == 0 ? null : Array.newInstance(words[0], 1);
      Object names = array == null ? each.newInstance() : each.newInstance(Array.get(array, 0));
      Object rings = made.newInstance(1, names, 2);
      try {
        name.invoke(rings, "v");
        return rings;
      } catch (InvocationTargetException another) {
        continue;
      }
    }
    throw new NoSuchMethodException("no names can be made for " + made);
  }

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "sonde-work");
    thread.setDaemon(true);
    return thread;
  }

  /** Traces each call of a method, until {@link #close}. */
  Bench trace(String pattern, Map<String, String> options) throws Exception {
    Object host = seen("Host", this::host);
    Object plugin = nested.plugin();
    nested.type("api.Plugin").getMethod("start", nested.type("api.Host")).invoke(plugin, host);
    Object call = seen("Call", (proxy, method, words) -> call(proxy, method, words, pattern, options));
    Method run = nested.type("api.Command").getMethod("run", nested.type("api.Call"));
    run.setAccessible(true);
    work.execute(
        () -> {
          try {
            run.invoke(commands.get("trace"), call);
          } catch (ReflectiveOperationException refused) {
            started.completeExceptionally(refused);
          }
        });
    started.get(DEADLINE, TimeUnit.SECONDS);
    return this;
  }

  private Object seen(String type, InvocationHandler handler) throws ClassNotFoundException {
    Class<?> seen = nested.type("api." + type);
    return Proxy.newProxyInstance(seen.getClassLoader(), new Class<?>[] {seen}, handler);
  }

  private Object host(Object proxy, Method method, Object[] words) throws Exception {
    return switch (method.getName()) {
      case "command" -> commands.put((String) words[0], words[1]);
      case "own" -> words[0];
      case "instrumentation" -> instrumentation;
      case "granted" -> true;
      case "overheadLimit" -> Integer.MAX_VALUE;
      case "every" -> {
        long millis = ((java.time.Duration) words[0]).toMillis();
        var task =
            work.scheduleAtFixedRate((Runnable) words[1], millis, millis, TimeUnit.MILLISECONDS);
        yield (AutoCloseable) () -> task.cancel(false);
      }
      case "signal" -> seen("Signal", (signal, raise, none) -> {
        work.execute((Runnable) words[0]);
        return null;
      });
      default -> null;
    };
  }

  private Object call(
      Object proxy, Method method, Object[] words, String pattern, Map<String, String> options)
      throws Exception {
    return switch (method.getName()) {
      case "args" -> List.of(pattern);
      case "options" -> options;
      case "output" -> seen("Output", this::output);
      case "hold" -> seen("Call$Hold", (hold, end, reason) -> {
        started.completeExceptionally(new IllegalStateException("the trace has ended"));
        ended.complete(Map.of());
        return null;
      });
      default -> {
        if (method.getName().equals("onCancel")) cancel = (Runnable) words[0];
        yield null;
      }
    };
  }

  private Object output(Object proxy, Method method, Object[] words) {
    if (method.getName().equals("events")) return events;
    Map<?, ?> record = (Map<?, ?>) words[0];
    if ("start".equals(record.get("kind"))) started.complete(true);
    if ("end".equals(record.get("kind"))) ended.complete(record);
    return null;
  }

  /** Empties the rings, and throws away what was in them. */
  void drain() throws ReflectiveOperationException {
    do out.clear();
    while ((boolean) drain.invoke(events, out));
  }

  /** Bytes of what the rings hold, which are emptied. */
  long bytes() throws ReflectiveOperationException {
    long bytes = 0;
    boolean more = true;
    while (more) {
      out.clear();
      more = (boolean) drain.invoke(events, out);
      bytes += out.position();
    }
    return bytes;
  }

  /** Records that the rings have taken. */
  long delivered() throws ReflectiveOperationException {
    return (long) delivered.invoke(events);
  }

  /** Ends the trace; the woven method is as it was. */
  @Override
  public void close() throws Exception {
    work.execute(() -> cancel.run());
    while (!ended.isDone()) {
      drain();
      Thread.sleep(1);
    }
    work.shutdown();
  }
}
