package dev.sonde.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutlineTest {
  abstract static class Sample<T extends Number> implements Comparable<Sample<T>> {
    private int[] counts = {};

    protected abstract T first(List<String> names, long at);

    @Override
    public int compareTo(Sample<T> other) {
      return counts.length - other.counts.length;
    }
  }

  @Test
  void members_areToldByNameAndType_whoeverMaySeeThem() {
    Map<String, Object> outline = Outline.of(Sample.class);
    assertThat(outline)
        .containsEntry("name", Sample.class.getName())
        .containsEntry("outer", OutlineTest.class.getName())
        .containsEntry("simple", "Sample")
        .containsEntry("parent", "java.lang.Object")
        .containsEntry("interfaces", List.of("java.lang.Comparable"));
    assertThat((List<?>) outline.get("members"))
        .extracting(
            each -> ((Map<?, ?>) each).get("name") + " " + ((Map<?, ?>) each).get("descriptor"))
        .containsExactlyInAnyOrder(
            "counts [I",
            "<init> ()V",
            "first (Ljava/util/List;J)Ljava/lang/Number;",
            "compareTo (Ldev/sonde/shell/OutlineTest$Sample;)I");
  }
}
