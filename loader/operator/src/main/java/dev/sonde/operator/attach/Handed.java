package dev.sonde.operator.attach;

import dev.sonde.operator.jvm.Attachability;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.jvm.Jvms;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;

/**
 * The way into a JVM that has loaded {@code sonde.jar} as an agent: what attaching would give is
 * there. The agent's class is the same as always, in a loader of its own, so that it goes, too.
 */
final class Handed extends Entrance {
  private final Instrumentation instrumentation;
  private final byte[] agentJar;

  Handed(Instrumentation instrumentation, byte[] agentJar) {
    this.instrumentation = instrumentation;
    this.agentJar = agentJar;
  }

  @Override
  Attachability judge(Jvm jvm) {
    return new Attachability.Yes();
  }

  @Override
  Attachability lastLook(Jvm jvm, Listener listener) {
    return new Attachability.Yes();
  }

  @Override
  Listener open(Jvms jvms, Jvm jvm, String jar, String arguments, Clearance clearance)
      throws IOException {
    clearance.await();
    return new Listener() {
      @Override
      public Launch launch() throws IOException {
        throw new IOException("nobody has to listen here");
      }

      @Override
      public void load(String jar, String arguments) throws IOException {
        enter(arguments);
      }

      @Override
      public void close() {}
    };
  }

  private void enter(String arguments) throws IOException {
    try {
      agent()
          .getMethod("agentmain", String.class, Instrumentation.class)
          .invoke(null, arguments, instrumentation);
    } catch (ReflectiveOperationException broken) {
      throw new IOException(broken);
    }
  }

  /** The one class of the agent's jar. */
  private Class<?> agent() throws IOException {
    try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(agentJar))) {
      for (JarEntry entry; (entry = jar.getNextJarEntry()) != null; )
        if (entry.getName().endsWith(".class")) return new OneClass().define(jar.readAllBytes());
    }
    throw new IOException("expected an agent jar with one class");
  }

  private static final class OneClass extends ClassLoader {
    OneClass() {
      super("sonde-agent", getPlatformClassLoader());
    }

    Class<?> define(byte[] bytes) {
      return defineClass(null, bytes, 0, bytes.length);
    }
  }
}
