package dev.sonde.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.AskingPlugin;
import com.acme.EchoPlugin;
import com.acme.ThrowingPlugin;
import dev.sonde.api.Plugin;
import dev.sonde.wire.FrameType;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TenantTest {
  private static final List<String> COMMANDS =
      List.of("echo", "wait", "events", "overrun", "refuse", "crash", "own", "reach");

  private Operator operator;

  @BeforeEach
  void open() throws Exception {
    operator = new Operator(Tenant.class);
    assertThat(operator.told()).isEqualTo("HELLO {protocol=1}");
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
    assertThat(operator.ended()).isTrue();
  }

  private void load() throws IOException {
    operator.load(1, Jars.of(EchoPlugin.class), COMMANDS);
    assertThat(operator.told())
        .isEqualTo("REPLY {commands=[crash, echo, events, overrun, own, reach, refuse, wait]}");
  }

  @Test
  void ping_comesBack() throws Exception {
    operator.send(new dev.sonde.wire.Frame(FrameType.PING, 0, new byte[8]).encode());
    assertThat(operator.told()).isEqualTo("PING 8");
  }

  @Test
  void command_sendsItsRecordsAndAReply() throws Exception {
    load();
    operator.run(2, "echo", "a", "b");
    String record = operator.told();
    assertThat(record).startsWith("EVENT {").contains("kind=echo", "args=[a, b]");
    assertThat(operator.told()).isEqualTo("REPLY {lost=0}");
  }

  @Test
  void command_withEvents_repliesAfterTheLast() throws Exception {
    load();
    operator.run(2, "events");
    for (int i = 0; i < 1000; i++) assertThat(operator.told()).isEqualTo("EVENT {n=" + i + "}");
    assertThat(operator.told()).isEqualTo("REPLY {lost=0}");
  }

  /** Its reader had stopped, so that rings and socket were full when the last record came. */
  @Test
  void lastRecord_comesAfterEventsThatStillWait() throws Exception {
    System.clearProperty(EchoPlugin.OVERRUN);
    load();
    operator.run(2, "overrun");
    while (System.getProperty(EchoPlugin.OVERRUN) == null) Thread.onSpinWait();
    String told = operator.told();
    while (told.equals("EVENT {n=1}")) told = operator.told();
    assertThat(told).isEqualTo("EVENT {kind=end}");
    assertThat(operator.told()).isEqualTo("REPLY {lost=0}");
  }

  /** What a plugin asks for runs as if the operator had, and the plugin reads the records. */
  @Test
  void command_thatAnotherPluginAsksFor_runs() throws Exception {
    load();
    operator.load(2, Jars.of(AskingPlugin.class), List.of("ask"));
    assertThat(operator.told()).isEqualTo("REPLY {commands=[ask]}");
    operator.run(3, "ask", "echo", "a", "b");
    assertThat(operator.told()).startsWith("EVENT {").contains("kind=echo", "args=[a, b]");
    assertThat(operator.told()).isEqualTo("REPLY {lost=0}");
    operator.run(4, "ask", "events");
    for (int i = 0; i < 1000; i++) assertThat(operator.told()).isEqualTo("EVENT {n=" + i + "}");
    assertThat(operator.told()).isEqualTo("REPLY {lost=0}");
    operator.run(5, "ask", "wait");
    assertThat(operator.told()).isEqualTo("EVENT {kind=start}");
    operator.send(dev.sonde.wire.Frame.of(FrameType.CANCEL, 5).encode());
    assertThat(operator.told()).isEqualTo("EVENT {kind=end}");
    assertThat(operator.told()).isEqualTo("REPLY {lost=0}");
  }

  @Test
  void command_thatAnotherPluginAsksFor_isRefusedAsToTheOperator() throws Exception {
    operator.load(1, Jars.of(EchoPlugin.class), COMMANDS, "instrument");
    operator.told();
    operator.load(2, Jars.of(AskingPlugin.class), List.of("ask"));
    operator.told();
    operator.run(3, "ask", "echo");
    assertThat(operator.told())
        .isEqualTo(
            "FAIL SONDE-POLICY: command 'echo' needs capability 'instrument', which plugin test 1"
                + " asks for it without having it itself");
    operator.run(4, "ask", "nothing");
    assertThat(operator.told())
        .isEqualTo(
            "FAIL SONDE-USAGE: expected one of the commands [ask, crash, echo, events, overrun, own, reach,"
                + " refuse, wait], got 'nothing'");
  }

  /** A command that was asked for ends with the session, though nobody cancels it. */
  @Test
  void command_thatAnotherPluginAsksFor_endsWithTheSession() throws Exception {
    load();
    operator.load(2, Jars.of(AskingPlugin.class), List.of("ask"));
    operator.told();
    operator.run(3, "ask", "wait");
    assertThat(operator.told()).isEqualTo("EVENT {kind=start}");
    assertThat(operator.report("STOPPED")).containsEntry("ok", true);
  }

  @Test
  void command_held_endsWhenCancelled() throws Exception {
    load();
    operator.run(2, "wait");
    assertThat(operator.told()).isEqualTo("EVENT {kind=start}");
    operator.run(3, "echo");
    assertThat(operator.told()).startsWith("EVENT");
    assertThat(operator.told()).startsWith("REPLY");
    operator.send(dev.sonde.wire.Frame.of(FrameType.CANCEL, 2).encode());
    assertThat(operator.told()).isEqualTo("EVENT {kind=end}");
    assertThat(operator.told()).isEqualTo("REPLY {lost=0}");
  }

  @Test
  void command_thatRefuses_failsWithItsId() throws Exception {
    load();
    operator.run(2, "refuse");
    assertThat(operator.told()).isEqualTo("FAIL SONDE-NO-MATCH: expected something else");
  }

  @Test
  void command_thatCrashes_failsAloneAndSaysWhere() throws Exception {
    load();
    operator.run(2, "crash");
    assertThat(operator.told())
        .startsWith(
            "FAIL SONDE-PLUGIN: plugin test 1 threw java.lang.NoClassDefFoundError: com/acme/Missing at ")
        .contains("EchoPlugin.crash");
    operator.run(3, "echo");
    assertThat(operator.told()).startsWith("EVENT");
  }

  @Test
  void command_unknown_namesThoseThatExist() throws Exception {
    load();
    operator.run(2, "trac");
    assertThat(operator.told())
        .isEqualTo(
            "FAIL SONDE-USAGE: expected one of the commands [crash, echo, events, overrun, own, reach, refuse, wait], got 'trac'");
  }

  @Test
  void instrumentation_withoutTheCapability_onlyLooks() throws Exception {
    load();
    operator.run(2, "reach");
    assertThat(operator.told())
        .contains(
            "expected capability 'instrument' to be granted to plugin test 1, it may only look");
  }

  @Test
  void plugin_withAnotherHash_isRefusedAndNothingIsDefined() throws Exception {
    operator.send(
        FrameType.LOAD,
        1,
        Map.of(
            "id",
            "x",
            "version",
            "1",
            "sha256",
            "00",
            "capabilities",
            List.of(),
            "commands",
            List.of()));
    assertThat(operator.told())
        .startsWith("FAIL SONDE-HASH: expected a plugin jar with SHA-256 00, got ");
    assertThat(removed(operator.report("STOPPED"))).containsEntry("loaders", 0L);
  }

  @Test
  void plugin_whoseStartThrows_hurtsOnlyItself() throws Exception {
    operator.load(1, Jars.of(ThrowingPlugin.class), List.of());
    assertThat(operator.told())
        .startsWith(
            "FAIL SONDE-PLUGIN: plugin test 1 threw java.lang.StackOverflowError: deep at ");
    operator.load(1, Jars.of(EchoPlugin.class), COMMANDS);
    assertThat(operator.told()).startsWith("REPLY");
    assertThat(removed(operator.report("STOPPED"))).containsEntry("loaders", 2L);
  }

  @Test
  void command_notInTheDescription_cannotBeRegistered() throws Exception {
    operator.load(1, Jars.of(EchoPlugin.class), List.of("echo"));
    assertThat(operator.told())
        .contains("expected a command that the signed description lists [echo], got 'wait'");
  }

  @Test
  void end_removesAllAndReports() throws Exception {
    load();
    operator.run(2, "wait");
    Map<String, ?> report = operator.report("STOPPED");
    assertThat(report.get("failures")).isEqualTo(List.of());
    assertThat(report.get("ok")).isEqualTo(true);
    assertThat(report.keySet())
        .containsExactly("ok", "millis", "removed", "verified", "notShown", "failures", "stays");
    assertThat(removed(report))
        .isEqualTo(Map.of("methods", 2L, "threads", 1L, "loaders", 1L, "files", 0L, "sockets", 0L));
    assertThat(report.get("verified")).isEqualTo(List.of("methods", "loaders", "threads"));
    assertThat(operator.told()).isEqualTo("end");
    assertThat(operator.ended()).isTrue();
  }

  @Test
  void close_thatFails_isInTheReport() throws Exception {
    load();
    operator.run(2, "own");
    assertThat(operator.told()).startsWith("REPLY");
    Map<String, ?> report = operator.report("STOPPED");
    assertThat(report.get("ok")).isEqualTo(false);
    assertThat(report.get("failures"))
        .asString()
        .contains("plugin test 1: close of ", "IllegalStateException: cannot close");
  }

  @Test
  void operatorThatDies_endsTheSession() throws Exception {
    load();
    operator.run(2, "wait");
    operator.told();
    operator.close();
    assertThat(operator.ended()).isTrue();
    operator = new Operator(Tenant.class);
  }

  @Test
  void bytesOutsideTheProtocol_endTheSession() throws Exception {
    operator.send(ByteBuffer.wrap(new byte[] {0x40, 0, 0, 0, 1}));
    assertThat(operator.told()).isEqualTo("end");
    assertThat(operator.ended()).isTrue();
  }

  @Test
  void loaderOfTheTargetSide_isCollectedAfterwards() throws Exception {
    WeakReference<ClassLoader> loader = sessionInALoaderOfItsOwn();
    for (int i = 0; i < 5 && loader.get() != null; i++) System.gc();
    assertThat(loader.get()).isNull();
  }

  private static WeakReference<ClassLoader> sessionInALoaderOfItsOwn() throws Exception {
    List<Class<?>> parts =
        List.of(
            Tenant.class,
            dev.sonde.json.JsonObject.class,
            dev.sonde.wire.Frame.class,
            Plugin.class);
    URL[] urls =
        parts.stream()
            .map(part -> part.getProtectionDomain().getCodeSource().getLocation())
            .toArray(URL[]::new);
    try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
        Operator other = new Operator(loader.loadClass(Tenant.class.getName()))) {
      other.told();
      other.load(1, Jars.of(EchoPlugin.class), COMMANDS);
      other.told();
      other.run(2, "events");
      assertThat(other.report("STOPPED").get("ok")).isEqualTo(true);
      assertThat(other.ended()).isTrue();
      return new WeakReference<>(loader);
    }
  }

  @SuppressWarnings("unchecked") // a report's shape is asserted, not trusted
  private static Map<String, Long> removed(Map<String, ?> report) {
    return (Map<String, Long>) report.get("removed");
  }
}
