package dev.sonde.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatsTableTest {
  @Test
  void shown_isWhatFitsOnATerminal() {
    StatsTable table = new StatsTable(Style.PLAIN);
    for (int i = 0; i < 40; i++) table.add(closed("m" + i, i));
    assertThat(table.lines()).hasSize(41).last().isEqualTo("1 method more, without a call");
    assertThat(table.lines().get(1)).startsWith("Orders.m39 ");
    assertThat(table.shown(24, 0)).hasSize(20);
    assertThat(table.shown(24, 0).get(1)).startsWith("Orders.m39 ");
    assertThat(table.shown(24, 0).get(19)).isEqualTo("22 methods more, with fewer calls");
  }

  @Test
  void shown_inANarrowWindow_keepsTheNumbersAndTheEndsOfNames() {
    StatsTable table = new StatsTable(Style.PLAIN);
    table.add(Records.stats("aMethodOfManyWordsInItsName", "()V", 1200, 7, false));
    List<String> whole = table.shown(24, 0), narrow = table.shown(24, whole.get(0).length() - 9);
    assertThat(whole.get(1)).startsWith("Orders.aMethodOfManyWordsInItsName  ");
    assertThat(narrow.get(1)).startsWith("…thodOfManyWordsInItsName  ").contains("1,200");
    assertThat(narrow.get(0)).hasSize(whole.get(0).length() - 9).endsWith(" p99 now");
    assertThat(table.shown(24, 10)).last().isEqualTo("…yWordsInItsName");
    assertThat(table.shown(24, 40).get(0)).hasSizeLessThanOrEqualTo(40).endsWith(" errors");
  }

  @Test
  void lines_ofFewMethods_areAllOfThem() {
    StatsTable table = new StatsTable(Style.PLAIN);
    for (int i = 0; i < 10; i++) table.add(closed("m" + i, 0));
    assertThat(table.lines()).hasSize(11);
    table.add(closed("m10", 1));
    assertThat(table.lines()).hasSize(3).last().isEqualTo("10 methods more, without a call");
    table.add(Records.stats("open", "()V", 0, 0, false));
    assertThat(table.lines()).hasSize(4);
  }

  /** Of a method in which nobody is. */
  private static Map<String, Object> closed(String method, long count) {
    Map<String, Object> row = new LinkedHashMap<>(Records.stats(method, "()V", count, 0, false));
    row.put("open", 0L);
    return row;
  }

  @Test
  void shown_inALowWindow_isOneRowAtLeast() {
    StatsTable table = new StatsTable(Style.PLAIN);
    for (int i = 0; i < 9; i++) table.add(Records.stats("m" + i, "()V", i, 0, false));
    assertThat(table.shown(10, 0)).hasSize(6).last().isEqualTo("5 methods more, with fewer calls");
    assertThat(table.shown(3, 0)).hasSize(3);
    assertThat(table.shown(50, 0)).hasSize(10);
  }

  @Test
  void spark_isScaledToItsHighest() {
    Spark spark = new Spark();
    for (double value : new double[] {0, 1, 50, 100}) spark.add(value);
    assertThat(spark.text()).isEqualTo(" ▁▅█");
    for (int i = 0; i < 30; i++) spark.add(7);
    assertThat(spark.text()).isEqualTo("█".repeat(30));
  }

  @Test
  void descriptor_asInSource() {
    assertThat(Descriptors.parameters("(Ljava/lang/String;[[IJ[Lcom/acme/A$B;Z)V"))
        .containsExactly("java.lang.String", "int[][]", "long", "com.acme.A$B[]", "boolean");
    assertThat(Descriptors.parameters("()V")).isEmpty();
    assertThat(Descriptors.parameters("")).isEqualTo(List.of());
    assertThat(Descriptors.parameters("([)V")).containsExactly("?[]");
    assertThat(Descriptors.parameters("(Lx)")).isNotEmpty();
  }
}
