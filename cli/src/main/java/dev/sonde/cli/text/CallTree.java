package dev.sonde.cli.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls that were made inside one another, put together again from thread, start and duration. A
 * record comes when its call has ended, so a thread's inner calls come before the one that they
 * stand in.
 *
 * <p>A tree is the record {@code {kind: tree, complete, root: {.. the call .., ownNanos, share,
 * inner: [..]}}}: nanoseconds in none of the inner calls, and what part of the outer call's time it
 * took.
 */
public final class CallTree {
  /** Calls that wait for the one that they stand in; beyond, all are given up. */
  private static final int MOST_WAITING = 20_000;

  /** Calls inside one another; what is deeper becomes a tree of its own. */
  private static final int DEEPEST = 200;

  /** A call and those inside it, in their order; when it began by the clock of its JVM. */
  private record Node(
      Map<String, ? extends @Nullable Object> call,
      long start,
      long nanos,
      int height,
      List<Node> inner) {
    /** Clocks run across zero: only differences count. */
    boolean holds(Node other) {
      long after = other.start - start;
      return after >= 0 && after + other.nanos <= nanos;
    }

    long end() {
      return start + nanos;
    }

    long own() {
      long own = nanos;
      for (Node each : inner) own -= each.nanos;
      return Math.max(0, own);
    }

    Map<String, @Nullable Object> record(long outer) {
      Map<String, @Nullable Object> record = new LinkedHashMap<>(call);
      record.keySet().removeAll(List.of("v", "kind", "trace"));
      record.put("ownNanos", own());
      record.put("share", outer > 0 ? (double) nanos / outer : 1.0);
      List<Object> all = new ArrayList<>();
      for (Node each : inner) all.add(each.record(nanos));
      record.put("inner", all);
      return record;
    }
  }

  private final Map<Long, List<Node>> waiting = new LinkedHashMap<>();
  private int count;

  /** Adds a call that has ended, and returns the trees that it completes, oldest first. */
  public List<Map<String, @Nullable Object>> add(Map<String, ? extends @Nullable Object> call) {
    return add(call, new Fields(call).number("depth") > 0);
  }

  /**
   * As {@link #add(Map)}.
   *
   * @param waits whether a call around it may come yet
   */
  public List<Map<String, @Nullable Object>> add(
      Map<String, ? extends @Nullable Object> call, boolean waits) {
    Fields fields = new Fields(call);
    long thread = fields.fields("thread").number("id");
    List<Node> ended = waiting.computeIfAbsent(thread, id -> new ArrayList<>());
    List<Map<String, @Nullable Object>> trees = new ArrayList<>();
    Node node = node(call, fields, ended, trees);
    if (waits) {
      ended.add(node);
      if (++count > MOST_WAITING) trees.addAll(rest());
      return trees;
    }
    for (Node each : ended) trees.add(tree(each, false));
    count -= ended.size();
    waiting.remove(thread);
    trees.add(tree(node, true));
    return trees;
  }

  /** What is left when no more calls come: those whose outer call did not end, or was not told. */
  public List<Map<String, @Nullable Object>> rest() {
    List<Map<String, @Nullable Object>> rest = new ArrayList<>();
    for (List<Node> each : waiting.values()) for (Node node : each) rest.add(tree(node, false));
    waiting.clear();
    count = 0;
    return rest;
  }

  /** Those of {@link #rest} that ended before this moment of the JVM's clock. */
  public List<Map<String, @Nullable Object>> before(long nanos) {
    List<Map<String, @Nullable Object>> old = new ArrayList<>();
    for (List<Node> ended : waiting.values())
      while (!ended.isEmpty() && ended.get(0).end() - nanos < 0) {
        old.add(tree(ended.remove(0), false));
        count--;
      }
    waiting.values().removeIf(List::isEmpty);
    return old;
  }

  /** Takes what stands in a call from the end of what its thread has ended before. */
  private Node node(
      Map<String, ? extends @Nullable Object> call,
      Fields fields,
      List<Node> ended,
      List<Map<String, @Nullable Object>> trees) {
    List<Node> inner = new ArrayList<>();
    long start = fields.number("startNanos");
    Node outer = new Node(call, start, fields.number("durationNanos"), 0, inner);
    int height = 0;
    while (!ended.isEmpty() && outer.holds(ended.get(ended.size() - 1))) {
      Node last = ended.remove(ended.size() - 1);
      count--;
      if (last.height < DEEPEST) {
        inner.add(last);
        height = Math.max(height, last.height + 1);
      } else trees.add(tree(last, false));
    }
    Collections.reverse(inner);
    return new Node(call, start, outer.nanos, height, inner);
  }

  private static Map<String, @Nullable Object> tree(Node root, boolean complete) {
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    record.put("v", 1);
    record.put("kind", "tree");
    record.put("trace", root.call.get("trace"));
    record.put("complete", complete);
    record.put("root", root.record(root.nanos));
    return record;
  }
}
