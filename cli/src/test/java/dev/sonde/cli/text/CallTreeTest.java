package dev.sonde.cli.text;

import static dev.sonde.cli.text.Records.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallTreeTest {
  private final CallTree trees = new CallTree();

  @Test
  void calls_insideOneAnother_areATree() {
    assertThat(trees.add(call(1, "find", 10, 20, 2))).isEmpty();
    assertThat(trees.add(call(1, "find", 30, 10, 2))).isEmpty();
    assertThat(trees.add(call(1, "price", 5, 40, 1))).isEmpty();
    assertThat(trees.add(call(1, "tax", 50, 10, 1))).isEmpty();
    List<String> lines = text(trees.add(call(1, "order", 0, 100, 0)));
    assertThat(lines)
        .containsExactly(
            "00:00:00.000 main  Shop.order()  returned  100ns, own 50ns",
            "             ├─ Shop.price()  returned  40ns, own 10ns  40 %",
            "             │  ├─ Shop.find()  returned  20ns  50 %",
            "             │  └─ Shop.find()  returned  10ns  25 %",
            "             └─ Shop.tax()  returned  10ns  10 %");
    assertThat(trees.rest()).isEmpty();
  }

  @Test
  void record_hasTheCallsWhole() {
    trees.add(call(1, "find", Long.MAX_VALUE, 20, 1));
    Map<String, Object> tree = trees.add(call(1, "order", Long.MAX_VALUE - 10, 80, 0)).get(0);
    assertThat(tree)
        .containsEntry("kind", "tree")
        .containsEntry("trace", 1L)
        .containsEntry("complete", true);
    assertThat(tree.get("root"))
        .asInstanceOf(MAP)
        .containsEntry("method", "order")
        .containsEntry("ownNanos", 60L)
        .containsEntry("share", 1.0)
        .doesNotContainKeys("kind", "trace")
        .extractingByKey("inner", LIST)
        .first()
        .asInstanceOf(MAP)
        .containsEntry("method", "find")
        .containsEntry("share", 0.25)
        .containsEntry("inner", List.of());
  }

  @Test
  void threads_haveTreesOfTheirOwn() {
    trees.add(call(1, "find", 10, 20, 1));
    trees.add(call(2, "find", 11, 20, 1));
    assertThat(text(trees.add(call(2, "order", 0, 100, 0)))).hasSize(2);
    assertThat(text(trees.add(call(1, "order", 0, 100, 0)))).hasSize(2);
  }

  /** The outer call was dropped, or did not end before the trace: what came before is not lost. */
  @Test
  void calls_whoseOuterCallIsNotTold_areTreesMarkedSo() {
    trees.add(call(1, "find", 10, 20, 1));
    List<String> lines = text(trees.add(call(1, "order", 1000, 100, 0)));
    assertThat(lines)
        .containsExactly(
            "00:00:00.000 main  Shop.find()  returned  20ns  the call around it is not here",
            "00:00:00.000 main  Shop.order()  returned  100ns");
    trees.add(call(1, "find", 2000, 20, 3));
    assertThat(trees.rest()).singleElement().extracting("complete").isEqualTo(false);
    assertThat(trees.rest()).isEmpty();
  }

  @Test
  void recursion_veryDeep_isCutIntoTrees() {
    List<Map<String, Object>> made = new ArrayList<>();
    int depth = 20_000;
    for (int i = depth; i >= 0; i--)
      made.addAll(trees.add(call(1, "deep", i, 2L * (depth - i), i)));
    assertThat(made).hasSizeBetween(90, 110);
    assertThat(made.stream().mapToInt(each -> text(List.of(each)).size()).sum())
        .isEqualTo(depth + 1);
    assertThat(Json.line(made.get(0))).startsWith("{\"v\":1,\"kind\":\"tree\"");
  }

  @Test
  void calls_inOneAnotherByTheHundred_areCounted() {
    for (int i = 0; i < 100; i++) trees.add(call(1, "find", 10 + i, 1, 1));
    assertThat(text(trees.add(call(1, "order", 0, 1000, 0))))
        .hasSize(52)
        .last()
        .isEqualTo("             └─ … 50 more  50ns  5 %");
  }

  private static List<String> text(List<Map<String, Object>> trees) {
    RecordText text = new RecordText(Style.PLAIN, ZoneOffset.UTC, Invocation.SONDE);
    return trees.stream().flatMap(each -> text.lines(each).stream()).toList();
  }

  private static Map<String, Object> call(
      long thread, String method, long start, long nanos, long depth) {
    return map(
        "v",
        1L,
        "kind",
        "call",
        "trace",
        1L,
        "class",
        "com.acme.Shop",
        "method",
        method,
        "thread",
        map("id", thread, "name", "main", "virtual", false),
        "at",
        0L,
        "startNanos",
        start,
        "durationNanos",
        nanos,
        "depth",
        depth,
        "args",
        List.of(),
        "outcome",
        "returned",
        "caller",
        null);
  }
}
