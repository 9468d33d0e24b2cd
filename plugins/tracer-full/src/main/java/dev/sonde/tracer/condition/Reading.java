package dev.sonde.tracer.condition;

import dev.sonde.tracer.condition.ValueType.Kind;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Does at once what a probe would do later: gives a node whose operands are there its value. No
 * code is made. Null on the way makes all of it null, as in the code of a probe.
 */
final class Reading {
  /** Making one takes longer than calling it; elements of a list share theirs. */
  private final Map<Handle, MethodHandle> handles = new IdentityHashMap<>();

  /** The value with its carrier; null if there is none. */
  @Nullable Object of(Node node) throws Throwable {
    if (node instanceof Node.Present present) return present.value();
    if (node instanceof Node.Constant constant) return constant.value();
    if (node instanceof Node.Secret secret) return of(secret.inner());
    if (node instanceof Node.Truth truth) return truth(truth);
    if (node instanceof Node.Apply apply) return call(apply.handle(), apply.operands());
    if (node instanceof Node.Element element) return element(element);
    if (node instanceof Node.Arithmetic sum) return arithmetic(sum);
    if (node instanceof Node.Wide wide) return wide(wide);
    if (node instanceof Node.Length length) {
      Object array = of(length.array());
      return array == null ? null : (Object) (long) Array.getLength(array);
    }
    throw new IllegalArgumentException(node.getClass().getName());
  }

  private boolean truth(Node.Truth node) throws Throwable {
    if (node instanceof Node.Not not) return !isTrue(not.operand());
    if (node instanceof Node.And and) return isTrue(and.left()) && isTrue(and.right());
    if (node instanceof Node.Or or) return isTrue(or.left()) || isTrue(or.right());
    if (node instanceof Node.IsNull test) return of(test.operand()) == null;
    if (node instanceof Node.IsA test)
      return Boolean.TRUE.equals(call(test.test(), List.of(test.operand())));
    if (node instanceof Node.Compare test) return compare(test);
    if (node instanceof Node.Order test) return order(test);
    return same((Node.Same) node);
  }

  private boolean isTrue(Node node) throws Throwable {
    return Boolean.TRUE.equals(of(node));
  }

  private @Nullable Object call(Handle handle, List<Node> operands) throws Throwable {
    Object[] values = new Object[operands.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = of(operands.get(i));
      if (value == null) return null;
      values[i] = value;
    }
    return call(handle, values);
  }

  private @Nullable Object call(Handle handle, Object[] values) throws Throwable {
    MethodHandle made = handles.get(handle);
    if (made == null) {
      made = handle.make().asType(MethodType.genericMethodType(values.length));
      handles.put(handle, made);
    }
    return switch (values.length) {
      case 0 -> (Object) made.invokeExact();
      case 1 -> (Object) made.invokeExact(values[0]);
      case 2 -> (Object) made.invokeExact(values[0], values[1]);
      default -> made.invokeWithArguments(values);
    };
  }

  private @Nullable Object element(Node.Element element) throws Throwable {
    Object array = of(element.array());
    Object index = of(element.index());
    if (array == null || index == null) return null;
    long at = (long) index;
    return at < 0 || at >= Array.getLength(array) ? null : element(array, (int) at);
  }

  /** An element with its carrier. */
  static @Nullable Object element(Object array, int index) {
    Object value = Array.get(array, index);
    if (!array.getClass().getComponentType().isPrimitive()) return value;
    if (value instanceof Float || value instanceof Double) return ((Number) value).doubleValue();
    return value instanceof Number number ? (Object) number.longValue() : value;
  }

  private @Nullable Object arithmetic(Node.Arithmetic sum) throws Throwable {
    Object left = of(sum.left());
    Object right = of(sum.right());
    if (left == null || right == null) return null;
    if (sum.type().kind() == Kind.REAL)
      return real(sum.operator(), ((Number) left).doubleValue(), ((Number) right).doubleValue());
    return whole(sum.operator(), ((Number) left).longValue(), ((Number) right).longValue());
  }

  private static long whole(char operator, long left, long right) {
    return switch (operator) {
      case '+' -> left + right;
      case '-' -> left - right;
      case '*' -> left * right;
      case '/' -> left / right;
      default -> left % right;
    };
  }

  private static double real(char operator, double left, double right) {
    return switch (operator) {
      case '+' -> left + right;
      case '-' -> left - right;
      case '*' -> left * right;
      case '/' -> left / right;
      default -> left % right;
    };
  }

  private @Nullable Object wide(Node.Wide wide) throws Throwable {
    Object value = of(wide.operand());
    if (value instanceof Character letter) value = (long) letter;
    if (!(value instanceof Number number)) return null;
    return wide.type().kind() == Kind.REAL
        ? (Object) number.doubleValue()
        : (Object) number.longValue();
  }

  private boolean compare(Node.Compare test) throws Throwable {
    Object left = of(test.left());
    Object right = of(test.right());
    if (left == null || right == null) return bothAbsent(test.operator(), left, right);
    if (left instanceof Double one && right instanceof Double two) return holds(test, one, two);
    if (left instanceof Long one) return holds(test.operator(), Long.compare(one, (long) right));
    return left.equals(right);
  }

  /** As the JVM compares them: 0.0 is -0.0, and NaN is neither less nor more than anything. */
  private static boolean holds(Node.Compare test, double left, double right) {
    boolean ordered = left < right || left > right || left == right;
    return ordered && holds(test.operator(), left < right ? -1 : left > right ? 1 : 0);
  }

  private boolean order(Node.Order test) throws Throwable {
    Object left = of(test.left());
    Object right = of(test.right());
    if (left == null || right == null) return bothAbsent(test.operator(), left, right);
    long order = (long) call(test.order(), new Object[] {left, right});
    return order != Ranking.NONE && holds(test.operator(), order);
  }

  private boolean same(Node.Same test) throws Throwable {
    Object left = of(test.left());
    Object right = of(test.right());
    if (left == null || right == null) return bothAbsent("==", left, right);
    return (boolean) call(test.same(), new Object[] {left, right});
  }

  private static boolean bothAbsent(
      String operator, @Nullable Object left, @Nullable Object right) {
    return operator.equals("==") && left == null && right == null;
  }

  private static boolean holds(String operator, long order) {
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      default -> order == 0;
    };
  }
}
