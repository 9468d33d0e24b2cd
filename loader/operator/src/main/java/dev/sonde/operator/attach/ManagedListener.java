package dev.sonde.operator.attach;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/**
 * The commands of our own JVM by its MBean for jcmd's commands. The only class here that needs
 * modules java.management and jdk.management.
 */
final class ManagedListener implements Listener {
  private static final String NAME = "com.sun.management:type=DiagnosticCommand";
  private static final String[] SIGNATURE = {String[].class.getName()};

  private final MBeanServer server;

  private ManagedListener(MBeanServer server) {
    this.server = server;
  }

  /** Where the application, or its framework, has a management server. */
  static Optional<ManagedListener> existing() {
    for (MBeanServer each : MBeanServerFactory.findMBeanServer(null))
      if (each.isRegistered(name())) return Optional.of(new ManagedListener(each));
    return Optional.empty();
  }

  /** Makes the JVM's own management server, which stays, with some hundred classes of the JDK. */
  static Optional<ManagedListener> made() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    return server.isRegistered(name())
        ? Optional.of(new ManagedListener(server))
        : Optional.empty();
  }

  @Override
  public Launch launch() throws IOException {
    return Launch.printed(ask("vmVersion"), ask("vmCommandLine"));
  }

  @Override
  public void load(String jar, String arguments) throws IOException {
    SpokenListener.requireLoaded(ask("jvmtiAgentLoad", jar, arguments).trim());
  }

  private String ask(String operation, String... arguments) throws IOException {
    try {
      boolean plain = arguments.length == 0;
      Object said =
          server.invoke(
              name(),
              operation,
              plain ? new Object[0] : new Object[] {arguments},
              plain ? new String[0] : SIGNATURE);
      return String.valueOf(said);
    } catch (JMException | RuntimeException refused) {
      throw new IOException(operation + ": " + refused.getMessage(), refused);
    }
  }

  private static ObjectName name() {
    try {
      return ObjectName.getInstance(NAME);
    } catch (JMException never) {
      throw new IllegalStateException(never);
    }
  }

  @Override
  public void close() {}
}
