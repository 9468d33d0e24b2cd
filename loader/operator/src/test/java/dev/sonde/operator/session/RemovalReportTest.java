package dev.sonde.operator.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.wire.Protocol;
import dev.sonde.wire.WireException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemovalReportTest {
  @Test
  void toMap_isReadBack() {
    RemovalReport report = report(true, List.of());

    assertThat(RemovalReport.of(report.toMap())).isEqualTo(report);
  }

  @Test
  void of_empty_isNoSuccess() {
    assertThat(RemovalReport.of(Map.of()).ok()).isFalse();
  }

  @Test
  void and_ownFailure_isNoSuccess() {
    RemovalReport both = report(true, List.of("x")).and(1, List.of("y"));

    assertThat(both.ok()).isFalse();
    assertThat(both.failures()).containsExactly("x", "y");
    assertThat(both.removed()).containsEntry("sockets", 1L);
  }

  @Test
  void names_bounded() {
    Names names = new Names();
    names.define(name(3));

    assertThat(names.name(3)).isEmpty();
    assertThatThrownBy(() -> names.define(name(3)))
        .isInstanceOf(WireException.class)
        .hasMessage("name 3 was defined twice");
    assertThatThrownBy(() -> names.define(name(-1))).isInstanceOf(WireException.class);
    assertThatThrownBy(() -> names.define(name(Protocol.MAX_NAMES)))
        .isInstanceOf(WireException.class);
    assertThatThrownBy(() -> names.define(new byte[3])).isInstanceOf(WireException.class);
  }

  @Test
  void progress_otherRecordsChangeNothing() {
    Progress progress = Progress.of(List.of("A::b", "x".repeat(300)));

    assertThat(progress.after(Map.of("kind", "call"), Clock.systemUTC())).isSameAs(progress);
    assertThat(
            progress
                .after(Map.of("kind", "end", "seen", "many", "delivered", 3L), Clock.systemUTC())
                .delivered())
        .isEqualTo(3);
    assertThat(progress.shown()).containsExactly("A::b", "x".repeat(250) + "…");
  }

  private static byte[] name(int id) {
    return ByteBuffer.allocate(4).putInt(id).array();
  }

  private static RemovalReport report(boolean ok, List<String> failures) {
    Map<String, Long> removed = new LinkedHashMap<>();
    removed.put("threads", 2L);
    removed.put("methods", 1L);
    removed.put("transformers", 3L);
    return new RemovalReport(
        ok,
        31,
        removed,
        List.of("threads"),
        List.of(),
        failures,
        List.of(
            new RemovalReport.Stay("SondeAgent_7f3a", 1_900, "the descriptor of its deleted jar"),
            new RemovalReport.Stay("SondeBridge1", 1_000)));
  }
}
