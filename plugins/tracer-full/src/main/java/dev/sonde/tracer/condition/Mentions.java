package dev.sonde.tracer.condition;

import java.util.List;
import java.util.function.Predicate;

/** What a part of a condition speaks of. */
final class Mentions {
  private Mentions() {}

  /** The end of the call: its duration, what it returned or threw. */
  static boolean outcome(Node node) {
    return any(
        node,
        each ->
            each instanceof Node.Duration
                || each instanceof Node.Returned
                || each instanceof Node.Thrown);
  }

  static boolean self(Node node) {
    return any(node, each -> each instanceof Node.This);
  }

  static boolean returned(Node node) {
    return any(node, each -> each instanceof Node.Returned);
  }

  /** What was there when the call began: its arguments, its object. */
  static boolean call(Node node) {
    return any(node, each -> each instanceof Node.Argument || each instanceof Node.This);
  }

  /** Nothing but arguments of primitive types, and constants. */
  static boolean plainArguments(Node node) {
    return !any(
        node,
        each ->
            !(each instanceof Node.Truth
                || each instanceof Node.Constant
                || each instanceof Node.Wide
                || each instanceof Node.Arithmetic
                || each instanceof Node.Argument argument && !argument.type().isReference()));
  }

  private static boolean any(Node node, Predicate<Node> wanted) {
    if (wanted.test(node)) return true;
    for (Node each : operands(node)) if (any(each, wanted)) return true;
    return false;
  }

  static List<Node> operands(Node node) {
    if (node instanceof Node.Apply apply) return apply.operands();
    if (node instanceof Node.Dispatch dispatch) return List.of(dispatch.target());
    if (node instanceof Node.Element element) return List.of(element.array(), element.index());
    if (node instanceof Node.Length length) return List.of(length.array());
    if (node instanceof Node.Arithmetic sum) return List.of(sum.left(), sum.right());
    if (node instanceof Node.Wide wide) return List.of(wide.operand());
    if (node instanceof Node.Not not) return List.of(not.operand());
    if (node instanceof Node.And and) return List.of(and.left(), and.right());
    if (node instanceof Node.Or or) return List.of(or.left(), or.right());
    if (node instanceof Node.IsNull test) return List.of(test.operand());
    if (node instanceof Node.IsA test) return List.of(test.operand());
    if (node instanceof Node.Secret secret) return List.of(secret.inner());
    if (node instanceof Node.Compare compare) return List.of(compare.left(), compare.right());
    if (node instanceof Node.Order order) return List.of(order.left(), order.right());
    if (node instanceof Node.Same same) return List.of(same.left(), same.right());
    if (node instanceof Node.Each each)
      return each.condition() == null
          ? List.of(each.source())
          : List.of(each.source(), each.condition());
    return List.of();
  }

  /** Whether there may be no value. */
  static boolean nullable(Node node) {
    if (node instanceof Node.Constant
        || node instanceof Node.This
        || node instanceof Node.Truth
        || node instanceof Node.Each
        || node instanceof Node.Duration) return false;
    if (node instanceof Node.Argument || node instanceof Node.Item || node instanceof Node.Returned)
      return node.type().isReference();
    if (node instanceof Node.Wide || node instanceof Node.Secret || node instanceof Node.Arithmetic)
      return operands(node).stream().anyMatch(Mentions::nullable);
    return true;
  }
}
