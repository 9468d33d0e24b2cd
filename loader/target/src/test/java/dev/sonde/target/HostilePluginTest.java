package dev.sonde.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.EchoPlugin;
import com.acme.HostilePlugin;
import com.acme.ThrowingPlugin;
import dev.sonde.wire.FrameType;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plugins that harm whoever trusts them, in a session of this JVM: they hurt only themselves. */
@Timeout(300)
class HostilePluginTest {
  private static final List<String> COMMANDS =
      List.of(
          "local",
          "context",
          "interrupt",
          "priority",
          "hook",
          "bean",
          "kept",
          "thread",
          "big",
          "flood");
  private static final List<String> ECHO =
      List.of("echo", "wait", "events", "overrun", "refuse", "crash", "own", "reach");
  private static final int LOADS = 1000;
  private static final int SESSIONS = Integer.getInteger("sonde.soak", 10);
  private static final long ROOM = 4 << 20;
  private static final String THREAD = "left-by-a-hostile-plugin";

  private int channel = 10;

  @Test
  void threadLocal_contextLoaderPriorityAndInterrupt_goWithTheThread() throws Exception {
    try (Operator operator = loaded()) {
      for (String each : List.of("local", "context", "priority", "interrupt", "local"))
        assertThat(run(operator, each)).isEqualTo("REPLY {lost=0}");
      assertThat(operator.report("STOPPED"))
          .containsEntry("ok", true)
          .containsEntry("verified", List.of("loaders", "threads"));
    }
  }

  @Test
  void hookBeanAndThread_thatStay_areSaidAndTheSessionEnds() throws Exception {
    ObjectName name = new ObjectName("com.acme:type=LeftByAPlugin");
    try (Operator operator = loaded()) {
      run(operator, "hook");
      run(operator, "bean", name.toString());
      run(operator, "thread", THREAD);
      Map<String, Object> report = operator.report("STOPPED");
      assertThat(report).containsEntry("ok", false);
      assertThat(report.get("failures").toString()).contains("loader sonde:test", THREAD);
      assertThat(operator.ended()).isTrue();
    } finally {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
      for (Thread each : Thread.getAllStackTraces().keySet())
        if (each.getName().equals(THREAD)) each.interrupt();
    }
  }

  /** Whoever says why does not let others wait for collections that cannot help. */
  @Test
  void loader_ofWhichThePluginSaysWhyItStays_isNotWaitedFor() throws Exception {
    try (Operator operator = loaded()) {
      run(operator, "kept");
      Map<String, Object> report = operator.report("STOPPED");
      assertThat(report)
          .containsEntry("ok", false)
          .containsEntry("failures", List.of("plugin test 1: the application keeps a Left"))
          .containsEntry("verified", List.of("threads"));
      assertThat(((Map<?, ?>) report.get("removed")).get("loaders")).isEqualTo(0L);
      assertThat((Long) report.get("millis")).as("others wait ten seconds").isLessThan(9_000);
    } finally {
      System.getProperties().remove("left");
    }
  }

  @Test
  void record_thatIsTooLarge_failsItsCommandAlone() throws Exception {
    try (Operator operator = loaded()) {
      assertThat(run(operator, "big")).startsWith("FAIL SONDE-PLUGIN: plugin test 1 threw ");
      assertThat(run(operator, "local")).startsWith("REPLY");
    }
  }

  @Test
  void events_withoutEnd_areDroppedAndCounted() throws Exception {
    try (Operator operator = loaded()) {
      operator.run(2, "flood");
      String told = operator.told();
      while (!told.contains("kind=flood")) told = operator.told();
      assertThat(told).contains("all=true");
      assertThat(operator.report("STOPPED")).containsEntry("ok", true);
    }
  }

  @Test
  void command_ofAnotherPlugin_isRefusedAndTheFirstStays() throws Exception {
    try (Operator operator = new Operator(Tenant.class)) {
      operator.told();
      operator.load(1, Jars.of(EchoPlugin.class), ECHO);
      assertThat(operator.told()).startsWith("REPLY");
      operator.load(2, Jars.of(EchoPlugin.class), ECHO);
      assertThat(operator.told())
          .startsWith("FAIL SONDE-IDENTITY: expected a command name once in a session, '")
          .endsWith("' is one of plugin test 1");
      assertThat(run(operator, "echo", "a")).contains("args=[a]");
    }
  }

  @Test
  void jar_withoutAPlugin_isRefused() throws Exception {
    assertThat(answer(new Jars().with(EchoPlugin.class)))
        .isEqualTo(
            "FAIL SONDE-IDENTITY: expected a plugin jar with"
                + " META-INF/services/dev.sonde.api.Plugin, plugin test 1 has none");
    assertThat(answer(service("com.acme.Missing")))
        .startsWith("FAIL SONDE-PLUGIN: plugin test 1 threw ");
    assertThat(answer(service("java.lang.String")))
        .startsWith("FAIL SONDE-PLUGIN: plugin test 1 threw ");
    assertThat(answer(service("dev.sonde.target.Tenant")))
        .startsWith("FAIL SONDE-PLUGIN: plugin test 1 threw ");
  }

  @Test
  void loads_aThousandInARow_leaveNothing() throws Exception {
    byte[] jar = Jars.of(ThrowingPlugin.class);
    long before = metaspace();
    try (Operator operator = new Operator(Tenant.class)) {
      operator.told();
      for (int i = 0; i < LOADS; i++) {
        operator.load(1, jar, List.of());
        assertThat(operator.told()).startsWith("FAIL SONDE-PLUGIN: plugin test 1 threw ");
      }
      Map<String, Object> report = operator.report("STOPPED");
      assertThat(report).containsEntry("ok", true);
      assertThat(((Map<?, ?>) report.get("removed")).get("loaders")).isEqualTo((long) LOADS);
    }
    assertThat(metaspace() - before).isLessThan(ROOM);
  }

  /** With {@code -Dsonde.soak=1000} as many. */
  @Test
  @Timeout(600)
  void sessions_inARow_leaveNothing() throws Exception {
    long before = 0;
    for (int i = 0; i < SESSIONS; i++) {
      if (i == 2) before = metaspace();
      try (Operator operator = loaded()) {
        run(operator, "local");
        assertThat(operator.report("STOPPED")).containsEntry("ok", true);
        assertThat(operator.ended()).isTrue();
      }
    }
    assertThat(metaspace() - before).isLessThan(ROOM);
  }

  @Test
  void load_duringUnload_isForgottenOrTakenBack() throws Exception {
    byte[] jar = Jars.of(EchoPlugin.class);
    for (int i = 0; i < 5; i++) {
      try (Operator operator = new Operator(Tenant.class)) {
        operator.told();
        operator.load(1, jar, ECHO);
        operator.send(FrameType.END, 0, Map.of("reason", "STOPPED"));
        operator.load(2, jar, ECHO);
        String told = operator.told();
        while (!told.startsWith("REPORT")) told = operator.told();
        assertThat(told).contains("ok=true");
        assertThat(operator.ended()).isTrue();
      }
    }
  }

  private static Operator loaded() throws Exception {
    Operator operator = new Operator(Tenant.class);
    operator.told();
    operator.load(1, Jars.of(HostilePlugin.class, parts()), COMMANDS);
    assertThat(operator.told()).startsWith("REPLY");
    return operator;
  }

  private static Class<?>[] parts() {
    return HostilePlugin.class.getDeclaredClasses();
  }

  private String run(Operator operator, String command, String... args) throws Exception {
    operator.run(++channel, command, args);
    return Objects.requireNonNull(operator.told());
  }

  private static Jars service(String plugin) throws Exception {
    return new Jars()
        .with("META-INF/services/dev.sonde.api.Plugin", plugin.getBytes(StandardCharsets.UTF_8));
  }

  private static String answer(Jars jar) throws Exception {
    try (Operator operator = new Operator(Tenant.class)) {
      operator.told();
      operator.load(1, jar.bytes(), List.of());
      String told = operator.told();
      assertThat(operator.report("STOPPED")).containsEntry("ok", true);
      return told;
    }
  }

  private static long metaspace() {
    System.gc();
    for (MemoryPoolMXBean each : ManagementFactory.getMemoryPoolMXBeans())
      if (each.getName().equals("Metaspace")) return each.getUsage().getUsed();
    throw new AssertionError("expected a pool of metaspace");
  }
}
