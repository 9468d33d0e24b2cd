package dev.sonde.operator.attach;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.sonde.operator.jvm.Jvm;
import java.io.IOException;

/**
 * Speaks through the JDK's attach API: where the protocol cannot be spoken by hand. The only class
 * here that needs module jdk.attach.
 */
final class ApiListener implements Listener {
  private final VirtualMachine machine;
  private final ForeignTmp foreign;

  private ApiListener(VirtualMachine machine, ForeignTmp foreign) {
    this.machine = machine;
    this.foreign = foreign;
  }

  static Listener open(Jvm jvm) throws IOException {
    ForeignTmp foreign = ForeignTmp.of(jvm);
    try {
      return new ApiListener(VirtualMachine.attach(Long.toString(jvm.pid())), foreign);
    } catch (AttachNotSupportedException refused) {
      foreign.close();
      throw told(refused);
    } catch (IOException | RuntimeException failure) {
      foreign.close();
      throw failure;
    }
  }

  @Override
  public Launch launch() throws IOException {
    return Launch.of(machine.getSystemProperties(), machine.getAgentProperties());
  }

  @Override
  public void load(String jar, String arguments) throws IOException {
    try {
      machine.loadAgent(jar, arguments);
    } catch (AgentLoadException | AgentInitializationException refused) {
      throw told(refused);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      machine.detach();
    } finally {
      foreign.close();
    }
  }

  private static IOException told(Exception refused) {
    return new IOException(refused.getMessage(), refused);
  }
}
