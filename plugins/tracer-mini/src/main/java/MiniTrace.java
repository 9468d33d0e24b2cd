import dev.sonde.api.Call;
import dev.sonde.api.Host;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A trace of the mini tracer for one call of the plugin's command. It shows texts only where they
 * were asked for, and looks whether each class gets back what it had.
 */
final class MiniTrace extends TracerMini implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 4000;

  private final Host host;
  private final boolean texts;
  private final MiniLines lines;
  private final Call.Hold hold;
  private final Map<Class<?>, byte[]> before = new ConcurrentHashMap<>();
  private final Thread thread = new Thread(null, this, "tracer-mini", 0, false);

  MiniTrace(Host host, Call call, String type, String method, int calls, boolean texts) {
    this(host, new MiniLines(call.output()), call.hold(), type, method, calls, texts);
  }

  private MiniTrace(
      Host host,
      MiniLines lines,
      Call.Hold hold,
      String type,
      String method,
      int calls,
      boolean texts) {
    super(host.instrumentation(), type, method, calls, lines);
    this.host = host;
    this.lines = lines;
    this.hold = hold;
    this.texts = texts;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Asks it to end; it restores what it has changed, and says so. */
  void stop() {
    thread.interrupt();
  }

  @Override
  public void run() {
    super.run();
    host.removed("methods", traced.size(), before.isEmpty());
    String refusal = lines.refusal();
    if (refusal.isEmpty()) hold.done();
    else hold.fail((refusal.startsWith("another") ? "SONDE-BUSY: " : "SONDE-NO-MATCH: ") + refusal);
  }

  /** What a class was made of is kept until the JVM makes it of the same again. */
  @Override
  public byte[] transform(
      ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] bytes) {
    byte[] woven = super.transform(loader, name, type, domain, bytes);
    if (live && woven != null) before.putIfAbsent(type, bytes.clone());
    else if (!live && type != null && Arrays.equals(before.get(type), bytes)) before.remove(type);
    return woven;
  }

  /** A text may be a secret, and so may a number as long as that of a card. */
  @Override
  String show(Object value) throws Exception {
    if (texts) return super.show(value);
    if (value instanceof String text) return "String(" + text.length() + ")";
    if (value instanceof Throwable) return value.getClass().getName();
    String shown = super.show(value);
    boolean number = value instanceof Number;
    return number && shown.length() > 12 ? value.getClass().getSimpleName() : shown;
  }

  /** The session's end. */
  @Override
  public void close() {
    stop();
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive())
      throw new IllegalStateException("expected the trace's thread to end, it runs");
  }
}
