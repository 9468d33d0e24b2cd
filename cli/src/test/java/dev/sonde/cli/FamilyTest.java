package dev.sonde.cli;

import static dev.sonde.cli.text.Records.map;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FamilyTest {
  private static final long SECOND = 1_000_000_000;

  private final Job inner = new Job(List.of("trace", "find"), true);
  private final Job outer = new Job(List.of("trace", "get"), true);
  private final Family family = new Family();
  private final List<Map<String, @Nullable Object>> shown = new ArrayList<>();

  @BeforeEach
  void join() {
    inner.number(1);
    outer.number(2);
    family.add(inner, null);
    family.add(outer, inner);
  }

  @Test
  void calls_ofTwoTraces_areATree() {
    long before = System.nanoTime();
    add(inner, "find", 10, 20);
    add(outer, "get", 5, 50);
    family.tick(before);
    assertThat(shown).isEmpty();
    family.tick(System.nanoTime() + SECOND);
    assertThat(shown).singleElement().satisfies(tree -> assertTree(tree, "get", "find"));
  }

  /** Each trace has rings of its own, which are emptied one after the other. */
  @Test
  void order_ofArrival_isNotThatOfTheCalls() {
    add(outer, "get", 5, 50);
    add(inner, "find", 10, 20);
    family.tick(System.nanoTime() + SECOND);
    assertThat(shown).singleElement().satisfies(tree -> assertTree(tree, "get", "find"));
  }

  @Test
  void call_withNothingAroundIt_isShownAloneInTheEnd() {
    long before = System.nanoTime();
    add(inner, "find", 10, 20);
    family.tick(before + SECOND);
    assertThat(shown).isEmpty();
    family.tick(System.nanoTime() + 4 * SECOND);
    assertThat(shown)
        .singleElement()
        .satisfies(
            call ->
                assertThat(call)
                    .containsEntry("kind", "call")
                    .containsEntry("trace", 1L)
                    .containsEntry("method", "find")
                    .doesNotContainKeys("inner", "share", "ownNanos"));
  }

  @Test
  void outerTrace_thatEnds_leavesTheOtherItsOwn() {
    add(inner, "find", 10, 20);
    family.ended(outer);
    assertThat(shown).hasSize(1);
    add(inner, "find", 100, 20);
    family.tick(System.nanoTime() + SECOND);
    assertThat(shown).hasSize(2).allMatch(each -> "call".equals(each.get("kind")));
  }

  private static void assertTree(
      Map<String, @Nullable Object> tree, String method, String innerMethod) {
    assertThat(tree).containsEntry("kind", "tree").containsEntry("trace", 2L);
    assertThat(tree.get("root").toString()).contains("method=" + method);
    assertThat(tree.get("root").toString()).contains("inner=[{").contains("method=" + innerMethod);
  }

  private void add(Job job, String method, long start, long nanos) {
    Map<String, @Nullable Object> call =
        map(
            "v",
            1L,
            "kind",
            "call",
            "trace",
            (long) job.number(),
            "method",
            method,
            "thread",
            map("id", 7L),
            "startNanos",
            start,
            "durationNanos",
            nanos,
            "depth",
            0L);
    family.add(job, call, shown::add);
  }
}
