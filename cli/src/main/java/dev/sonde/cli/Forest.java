package dev.sonde.cli;

import dev.sonde.cli.text.CallTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The records of a run with its calls put together to trees: a tree comes when its outermost call
 * has ended, what is left of them before the end record.
 */
final class Forest {
  private final CallTree trees = new CallTree();

  /** What to show for one more record. */
  synchronized List<Map<String, @Nullable Object>> told(Map<String, @Nullable Object> record) {
    if ("call".equals(record.get("kind"))) return trees.add(record);
    if (!"end".equals(record.get("kind"))) return List.of(record);
    List<Map<String, @Nullable Object>> last = rest();
    last.add(record);
    return last;
  }

  /** The trees whose outermost call has not ended. */
  synchronized List<Map<String, @Nullable Object>> rest() {
    return new ArrayList<>(trees.rest());
  }
}
