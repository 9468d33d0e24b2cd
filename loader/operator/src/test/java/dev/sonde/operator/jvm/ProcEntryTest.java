package dev.sonde.operator.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcEntryTest {
  private static final String STAT =
      "4312 (a (b) c) S 1 4312 1 0 -1 4194304 1 0 0 0 250 50 0 0 20 0 30 0 987654 1 1"
          + " 18446744073709551615 1 1";
  private static final String STATUS =
      "Name:\tjava\n"
          + "Tgid:\t4312\n"
          + "Uid:\t1000\t1001\t1000\t1000\n"
          + "Gid:\t100\t101\t100\t100\n"
          + "NSpid:\t4312\t7\n"
          + "SigCgt:\t2000000181005ccf\n";

  @Test
  void parse_nameWithSpacesAndParentheses() {
    ProcEntry entry = ProcEntry.parse(4312, STAT, STATUS);

    assertThat(entry)
        .isEqualTo(new ProcEntry(4312, 4312, 7, "a (b) c", 'S', 1001, 101, 987_654, 300, true));
  }

  @Test
  void parse_withoutNamespaces_insideIsOutside() {
    ProcEntry entry = ProcEntry.parse(4312, STAT, STATUS.replaceAll("NSpid.*\n", ""));

    assertThat(entry.insidePid()).isEqualTo(4312);
  }

  @Test
  void catchesQuit_bitOfSignal3Missing() {
    ProcEntry entry = ProcEntry.parse(4312, STAT, STATUS.replace("5ccf", "5ccb"));

    assertThat(entry.catchesQuit()).isFalse();
  }

  @Test
  void stoppedAndEnded_byLetter() {
    assertThat(ProcEntry.parse(1, STAT.replace(") S", ") T"), STATUS).stopped()).isTrue();
    assertThat(ProcEntry.parse(1, STAT.replace(") S", ") t"), STATUS).stopped()).isTrue();
    assertThat(ProcEntry.parse(1, STAT.replace(") S", ") Z"), STATUS).ended()).isTrue();
  }
}
