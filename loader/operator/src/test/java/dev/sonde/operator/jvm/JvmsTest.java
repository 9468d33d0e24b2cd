package dev.sonde.operator.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sonde.operator.ErrorId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmsTest {
  private static final long SELF = 99;

  @TempDir Path folder;
  private FakeProc proc;
  private Jvms jvms;

  @BeforeEach
  void fakeMachine() {
    proc = new FakeProc(folder).process(1, 'S', "init\0").process(2, 'S', "");
    jvms = proc.jvms(SELF);
  }

  @Test
  void list_jvmsWithoutOurselves_byPid() {
    proc.jvm(30, "com.acme.B").jvm(4, "com.acme.A").jvm(SELF, "Self");

    assertThat(jvms.list()).extracting(Jvm::pid).containsExactly(4L, 30L);
  }

  @Test
  void list_tellsTimesAndPorts() {
    proc.jvm(4, "com.acme.A").listening(4, 8080);

    Jvm jvm = jvms.list().get(0);

    assertThat(jvm.startTime()).isEqualTo(50_000);
    assertThat(jvm.uptime()).isEqualTo(Duration.ofSeconds(500));
    assertThat(jvm.cpu()).isEqualTo(2.0 / 500);
    assertThat(jvm.ports()).isEqualTo(List.of(8080));
    assertThat(jvm.vmArgs()).containsExactly("-XX:-UsePerfData");
    assertThat(jvm.attachable().yes()).isTrue();
  }

  @Test
  void find_byPidPartPortAndDot() {
    proc.jvm(4, "com.acme.Orders").listening(4, 8080);

    for (String query : List.of("4", "Orders", "acme.Ord", ":8080", "."))
      assertThat(jvms.find(query).pid()).as(query).isEqualTo(4);
  }

  @Test
  void find_wholeNameWinsOverLongerOnes() {
    proc.jvm(4, "com.acme.Orders").jvm(5, "com.acme.OrdersTest");

    assertThat(jvms.find("Orders").pid()).isEqualTo(4);
  }

  @Test
  void find_otherSondes_areNeverMeantByName() {
    proc.jvm(4, "com.acme.Orders").jvm(5, "/opt/sonde.jar");

    assertThat(jvms.find(".").pid()).isEqualTo(4);
  }

  @Test
  void find_several_carriesThem() {
    proc.jvm(4, "com.acme.OrdersA").jvm(5, "com.acme.OrdersB");

    JvmChoiceException choice =
        catchThrowableOfType(JvmChoiceException.class, () -> jvms.find("Orders"));

    assertThat(choice)
        .hasMessage(
            "SONDE-AMBIGUOUS: 2 JVMs have 'Orders' in the name of main class or jar."
                + " Name one by its pid, as sonde list shows it.");
    assertThat(choice.id()).isEqualTo(ErrorId.AMBIGUOUS);
    assertThat(choice.jvms()).extracting(Jvm::pid).containsExactly(4L, 5L);
  }

  @Test
  void find_none_saysWhatThereIs() {
    proc.jvm(4, "com.acme.Orders");

    assertThatThrownBy(() -> jvms.find(":81"))
        .hasMessage("SONDE-NO-SUCH-JVM: No JVM listens on port 81. There is: 4 com.acme.Orders.");
    assertThatThrownBy(() -> jvms.find("77"))
        .hasMessage("SONDE-NO-SUCH-JVM: There is no process 77. There is: 4 com.acme.Orders.");
  }

  @Test
  void find_pidOfSomethingElse_saysWhat() {
    proc.process(6, 'Z', "").jvm(SELF, "Self");

    assertThatThrownBy(() -> jvms.find("1"))
        .hasMessage(
            "SONDE-NO-SUCH-JVM: Process 1 (some) is not a HotSpot JVM. No JVM is visible from"
                + " here.");
    assertThatThrownBy(() -> jvms.find("6"))
        .hasMessageContaining(
            "Process 6 (some) has ended, only its parent has not collected it yet.");
    assertThatThrownBy(() -> jvms.find("99"))
        .hasMessageContaining("Process 99 (some) is this sonde itself.");
  }

  @Test
  void running_pidOfAnotherProcess_isNotTheSame() {
    proc.jvm(4, "com.acme.Orders");
    Jvm jvm = jvms.find("4");
    assertThat(jvms.running(jvm)).isTrue();

    proc.process(4, 'Z', "");
    assertThat(jvms.running(jvm)).isFalse();
  }
}
