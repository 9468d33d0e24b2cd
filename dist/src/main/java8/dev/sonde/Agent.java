package dev.sonde;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * {@code sonde.jar} as an agent: {@code -javaagent:sonde.jar=..}, or {@code jcmd PID
 * JVMTI.agent_load sonde.jar ..}. The class loader of all the rest of its jar, from memory: its
 * parent is the platform's loader, and it goes with the session.
 *
 * <p>It starts one thread and returns, and nothing that it meets reaches the application: a line on
 * stderr is all. Compiled for Java 8, so that an older runtime can still say what is needed. The
 * build adds the hash of the jar to its name, for a JVM keeps the class of a name that came first.
 */
public final class Agent extends ClassLoader implements Runnable {
  private static final int NEEDED = 17;
  private static final int STEP = 8192;

  private final Map<String, byte[]> entries = new HashMap<String, byte[]>();
  private final String arguments;
  private final Instrumentation instrumentation;
  private final boolean atStart;

  private Agent(String arguments, Instrumentation instrumentation, boolean atStart) {
    super(ClassLoader.getSystemClassLoader().getParent());
    this.arguments = arguments == null ? "" : arguments;
    this.instrumentation = instrumentation;
    this.atStart = atStart;
  }

  public static void premain(String arguments, Instrumentation instrumentation) {
    begin(arguments, instrumentation, true);
  }

  public static void agentmain(String arguments, Instrumentation instrumentation) {
    begin(arguments, instrumentation, false);
  }

  private static void begin(String arguments, Instrumentation instrumentation, boolean atStart) {
    try {
      String version = System.getProperty("java.specification.version");
      if (version.startsWith("1.") || Integer.parseInt(version) < NEEDED)
        say(Main.refusal(System.getProperty("java.version"), System.getProperty("java.home")));
      else new Agent(arguments, instrumentation, atStart).start();
    } catch (Throwable unexpected) { // an agent that throws ends the application's start
      say("SONDE-INTERNAL: " + unexpected);
    }
  }

  private void start() {
    Thread thread = new Thread(this, "sonde-agent");
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
  }

  /** All of the thread, and its boundary. */
  @Override
  public void run() {
    try {
      open();
      Object[] words = {"agent", arguments, instrumentation, atStart, Agent.class.getName()};
      loadClass("dev.sonde.cli.Console")
          .getMethod("run", Object[].class)
          .invoke(null, (Object) words);
    } catch (InvocationTargetException failed) {
      say(String.valueOf(failed.getCause().getMessage()));
    } catch (Throwable unexpected) {
      say("SONDE-INTERNAL: " + unexpected);
    }
  }

  /** The jar that this class was loaded from, which is not looked at again. */
  private void open() throws IOException {
    ZipInputStream jar =
        new ZipInputStream(
            Agent.class.getProtectionDomain().getCodeSource().getLocation().openStream());
    try {
      for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry())
        entries.put(entry.getName(), content(jar));
    } finally {
      jar.close();
    }
  }

  private static byte[] content(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] step = new byte[STEP];
    for (int count = in.read(step); count >= 0; count = in.read(step)) all.write(step, 0, count);
    return all.toByteArray();
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = entries.get(name.replace('.', '/') + ".class");
    if (bytes == null) throw new ClassNotFoundException(name);
    return defineClass(name, bytes, 0, bytes.length);
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    byte[] bytes = entries.get(name);
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }

  private static void say(String sentence) {
    System.err.println("sonde: " + sentence);
  }
}
