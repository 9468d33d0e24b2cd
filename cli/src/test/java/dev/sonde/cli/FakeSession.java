package dev.sonde.cli;

import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.repository.VerifiedJar;
import dev.sonde.operator.session.FakeTarget;
import dev.sonde.operator.session.Receiver;
import dev.sonde.operator.session.RemovalReport;
import dev.sonde.operator.session.Run;
import dev.sonde.operator.session.Session;
import dev.sonde.wire.SessionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A session whose runs give the machine's records, as a session does: what the consumer throws
 * comes out of {@code await}.
 */
record FakeSession(FakeMachine machine, Jvm jvm) implements Session {
  @Override
  public SessionId id() {
    return new SessionId("7f3a".repeat(8));
  }

  @Override
  public void load(VerifiedJar jar) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Run run(String command, List<String> args, Map<String, String> options, Receiver records) {
    machine.said.add(command + " " + args + " " + options);
    CountDownLatch held = machine.held;
    return new Run() {
      @Override
      public Map<String, @Nullable Object> await() throws InterruptedException {
        if (machine.failure != null) throw machine.failure;
        FakeTarget target = new FakeTarget(records, about(command, args));
        machine.records.forEach(target::send);
        if (held != null) held.await();
        return Map.of();
      }

      @Override
      public void cancel() {
        machine.said.add("cancel");
        if (held != null) held.countDown();
      }
    };
  }

  private Map<String, Object> about(String command, List<String> args) {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("jvm", jvm.pid());
    about.put("java", jvm.javaVersion());
    about.put("main", jvm.main());
    about.put("command", command);
    about.put("args", args);
    return about;
  }

  @Override
  public RemovalReport end(String reason) {
    machine.said.add("end " + reason);
    return FakeMachine.REPORT;
  }

  @Override
  public void close() {
    machine.said.add("close");
    await(machine.closing);
  }

  private static void await(@Nullable CountDownLatch latch) {
    try {
      if (latch != null) latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
