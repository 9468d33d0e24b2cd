package dev.sonde.operator.attach;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HindsightTest {
  @Test
  void classes_ofSonde_butForThoseThatStay() {
    String histogram =
        """
           1:          3             96  dev.sonde.target.PluginLoader
           2:          1             24  com.acme.Orders$SondeProbe/0x00007f0c8c0b1000
           3:          1             24  java.lang.SondeBridge1 (java.base@17.0.15)
           4:          1             24  SondeAgent_f54e0245
           5:          1             24  com.acme.dev.sonde.Other
           6:          1             24  [Ldev.sonde.target.Ring;
           7:          1             24  dev.sonde.Agent_10f7bd84
        """;
    String hierarchy =
        """
        |--dev.sonde.target.PluginLoader/0x0000600003a1
        |--com.acme.Sonde/null
        |--dev.sonde.Agent_10f7bd84/null
        |--com.acme.Orders$SondeProbe/0x00007f0c8c0b1000/0x0000600003a1
        """;
    assertThat(Hindsight.classes(histogram + hierarchy))
        .containsExactly(
            "com.acme.Orders$SondeProbe", "dev.sonde.target.PluginLoader", "dev.sonde.target.Ring");
  }

  @Test
  void threads_ofSonde() {
    String print =
        """
        "main" #1 prio=5 os_prio=0
           - waiting on "sonde-link"
        "sonde-link" #21 daemon prio=5
        "sonde-work" #22 daemon prio=5
        """;
    assertThat(Hindsight.threads(print)).containsExactly("sonde-link", "sonde-work");
  }
}
