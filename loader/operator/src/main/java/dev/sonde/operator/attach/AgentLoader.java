package dev.sonde.operator.attach;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.sonde.operator.jvm.Attachability;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.jvm.Jvms;
import dev.sonde.operator.jvm.RuntimeFacts;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;

/**
 * Loads an agent through the JDK's attach API, after a last look: a failed load leaks a JVMTI
 * environment in the target, and prints on its stderr. The only class here that needs module
 * jdk.attach.
 *
 * <p>The API waits without limit for a target that stops half way, so that all of it happens on a
 * thread of its own.
 */
final class AgentLoader {
  private final Jvms jvms;
  private final Jvm jvm;
  private volatile boolean abandoned;

  AgentLoader(Jvms jvms, Jvm jvm) {
    this.jvms = jvms;
    this.jvm = jvm;
  }

  /**
   * Done when the agent's entry point has returned; else failed with what {@link Failures} makes of
   * it.
   */
  CompletableFuture<Void> load(String jar, String arguments) {
    CompletableFuture<Void> loaded = new CompletableFuture<>();
    Thread thread = new Thread(() -> attempt(jar, arguments, loaded), "sonde-attach");
    thread.setDaemon(true);
    thread.start();
    return loaded;
  }

  /** A load that has not begun will not begin. */
  void abandon() {
    abandoned = true;
  }

  private void attempt(String jar, String arguments, CompletableFuture<Void> loaded) {
    try {
      attach(jar, arguments);
      loaded.complete(null);
    } catch (AttachNotSupportedException
        | AgentLoadException
        | AgentInitializationException
        | IOException failure) {
      loaded.completeExceptionally(
          jvms.running(jvm) ? Failures.attaching(jvm, failure) : Failures.gone(jvm));
    } catch (RuntimeException | LinkageError failure) {
      loaded.completeExceptionally(failure);
    }
  }

  private void attach(String jar, String arguments)
      throws AttachNotSupportedException,
          AgentLoadException,
          AgentInitializationException,
          IOException {
    if (!jvms.running(jvm)) throw Failures.gone(jvm);
    ForeignTmp foreign = ForeignTmp.of(jvm);
    try {
      attached(VirtualMachine.attach(Long.toString(jvm.pid())), jar, arguments);
    } finally {
      foreign.close();
    }
  }

  private void attached(VirtualMachine machine, String jar, String arguments)
      throws AgentLoadException, AgentInitializationException, IOException {
    try {
      if (facts(machine).judge(true) instanceof Attachability.No no) throw no.exception();
      if (!jvms.running(jvm)) throw Failures.gone(jvm);
      if (!abandoned) machine.loadAgent(jar, arguments);
    } finally {
      machine.detach();
    }
  }

  private RuntimeFacts facts(VirtualMachine machine) throws IOException {
    Map<String, String> properties = strings(machine.getSystemProperties());
    Map<String, String> agent = strings(machine.getAgentProperties());
    String told =
        agent.getOrDefault("sun.jvm.flags", "") + " " + agent.getOrDefault("sun.jvm.args", "");
    return RuntimeFacts.answered(jvm, properties, List.of(told.trim().split(" ")));
  }

  private static Map<String, String> strings(Properties properties) {
    Map<String, String> strings = new HashMap<>();
    for (String name : properties.stringPropertyNames())
      strings.put(name, properties.getProperty(name));
    return strings;
  }
}
