package dev.sonde.cli;

import static dev.sonde.cli.Typed.sonde;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.jvm.Attachability;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.jvm.Place;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorVerbTest {
  private final FakeMachine machine = new FakeMachine();

  @Test
  void jvm_thatCanBeTraced_isDone() {
    Typed doctor = sonde(machine, "doctor", "4312");
    assertThat(doctor.err())
        .isEqualTo(
            "development keys: plugins from sonde.jar\n"
                + "metadata of sonde.jar: timestamp 12 expires in 6 days, 2030-05-07T12:00:00Z\n");
    assertThat(doctor.out())
        .startsWith("JVM 4312, Java 17.0.15, user ada: com.acme.Shop\n")
        .containsPattern("(?m)^ok +attach +nothing speaks against it$")
        .containsPattern(
            "(?m)^ok +plugin +tracer-full 0.1.0 for Java 17 and later, from sonde.jar");
    assertThat(doctor.exit()).isEqualTo(Exit.DONE);
    assertThat(machine.said).noneMatch(each -> each.startsWith("open"));
  }

  @Test
  void jvm_thatCannotBeAttachedTo_endsAsATraceOfItWould() {
    Typed doctor = sonde(machine, "doctor", "4400");
    assertThat(doctor.out())
        .containsPattern("(?m)^no +attach +SONDE-ATTACH-DISABLED: it was started with ");
    assertThat(doctor.exit()).isEqualTo(Exit.UNREACHABLE);
  }

  @Test
  void jvm_ofAnotherUser_hasAVersionThatIsHidden() {
    Attachability no = new Attachability.No(ErrorId.OTHER_USER, "it belongs to user bob");
    Place place = new Place(7, "", false);
    machine.jvms =
        List.of(
            new Jvm(
                7,
                1,
                0,
                0,
                "bob",
                "",
                0,
                "shop.jar",
                List.of(),
                List.of(),
                0,
                Duration.ZERO,
                List.of(),
                place,
                no));
    assertThat(sonde(machine, "doctor", "7").out())
        .startsWith("JVM 7, Java of a version that this user cannot see, user bob: shop.jar\n");
  }

  @Test
  void json_isOneObjectAFinding() {
    Typed doctor = sonde(machine, "doctor", "4400", "--json");
    assertThat(doctor.out().lines())
        .allMatch(line -> line.startsWith("{\"v\":1,\"kind\":\"finding\",\"pid\":4400,"))
        .anyMatch(line -> line.contains("\"verdict\":\"no\",\"subject\":\"attach\""));
  }
}
