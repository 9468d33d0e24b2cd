package dev.sonde.tracer.condition;

import dev.sonde.tracer.capture.Redaction;
import dev.sonde.tracer.words.Fault;
import java.util.function.Predicate;

/**
 * What a condition may ask of values that a trace would not show: comparing tells them as surely as
 * showing does, one bit at a time.
 *
 * @param values whether values may be asked for at all; without, only classes, null and times
 * @param revealed names whose values are shown although they look like secrets
 */
public record Privacy(boolean values, Predicate<String> revealed) {
  private static final String CHARACTERS = "[C";

  /** The value of this name, marked if it is not shown. */
  Node shown(int at, String name, Node value) {
    boolean secret = value.type().kind() != ValueType.Kind.TRUTH && hidden(name, value.type());
    return secret ? new Node.Secret(value.type(), value, at, name) : value;
  }

  /** By the rules of what is captured: some names hide characters only. */
  private boolean hidden(String name, ValueType type) {
    boolean secret =
        type.descriptor().equals(CHARACTERS) ? Redaction.hides(name) : Redaction.word(name) != null;
    return secret && !revealed.test(name);
  }

  /**
   * @param at where the condition begins
   * @throws Fault when the condition asks for more than it may
   */
  void check(Node node, int at) throws Fault {
    if (node instanceof Node.Secret secret)
      throw new Fault(
          secret.at(),
          secret.name()
              + " is redacted: it can be compared with null only, or after --reveal "
              + secret.name());
    if (!values && asks(node))
      throw new Fault(
          at,
          "the policy of this JVM withholds capture-values: a condition may then speak of duration,"
              + " thrown causedBy, instanceof and == null only");
    boolean onlyNull = node instanceof Node.IsNull || node instanceof Node.IsA;
    for (Node each : Mentions.operands(node))
      if (onlyNull && each instanceof Node.Secret secret) check(secret.inner(), at);
      else check(each, at);
  }

  /** Whether a comparison tells of a value, and not only of a class, null or the time. */
  private static boolean asks(Node node) {
    boolean structure =
        node instanceof Node.And
            || node instanceof Node.Or
            || node instanceof Node.Not
            || node instanceof Node.IsNull
            || node instanceof Node.IsA
            || node instanceof Node.Constant
            || node instanceof Node.Duration
            || node instanceof Node.Thrown
            || node instanceof Node.Returned && node.type().isReference()
            || node instanceof Node.This;
    if (structure) return false;
    boolean byValue = node instanceof Node.Element || node instanceof Node.Apply && operands(node);
    boolean time =
        node instanceof Node.Compare compare && compare.left().type().kind() == ValueType.Kind.TIME;
    boolean truth = node.type().kind() == ValueType.Kind.TRUTH;
    return byValue || truth && !time;
  }

  /** Whether more than an object decides what comes out, such as a key. */
  private static boolean operands(Node node) {
    return Mentions.operands(node).size() > 1;
  }
}
