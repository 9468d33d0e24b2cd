package dev.sonde.tracer.condition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition whose types are known, for one method. A value that is null on the way to what is
 * asked for makes all of it null; null equals null only, and is neither less nor more than
 * anything.
 */
sealed interface Node {
  ValueType type();

  /**
   * @param value Long, Double, Character, Boolean, or a text; null
   */
  record Constant(ValueType type, @Nullable Object value) implements Node {}

  /**
   * A value that is there now.
   *
   * @param type its very class, if it is an object; what is known of it, if it is null
   * @param value with its carrier: Long, Double, Boolean, Character, or an object
   */
  record Present(ValueType type, @Nullable Object value) implements Node {
    /** The class of an object; null: there is none. */
    @Nullable Class<?> objectClass() {
      return value == null || !type.isReference() ? null : value.getClass();
    }
  }

  /** A value that is not shown because of its name: only whether it is null may be asked. */
  record Secret(ValueType type, Node inner, int at, String name) implements Node {}

  record Argument(ValueType type, int index) implements Node {}

  record This(ValueType type) implements Node {}

  /** The element that an {@link Each} looks at. */
  record Item(ValueType type, Object each) implements Node {}

  record Returned(ValueType type) implements Node {}

  record Thrown(ValueType type) implements Node {}

  record Duration(ValueType type) implements Node {}

  record Caller(ValueType type) implements Node {}

  /** What a handle makes of its operands; null if one that is a reference is null. */
  record Apply(ValueType type, Handle handle, List<Node> operands) implements Node {}

  /**
   * What the handle for the very class of the target makes of it.
   *
   * @param unknown throws for an object of any other class
   */
  record Dispatch(ValueType type, Node target, List<Case> cases, Handle unknown) implements Node {}

  /**
   * @param classes weakly
   */
  record Case(List<Made> classes, Handle handle) {}

  /** An element of an array; null outside of it. */
  record Element(ValueType type, Node array, Node index) implements Node {}

  record Length(ValueType type, Node array) implements Node {}

  /** Between two numbers of the same kind, which is its own. */
  record Arithmetic(ValueType type, char operator, Node left, Node right) implements Node {}

  /** The same number as a long or as a double. */
  record Wide(ValueType type, Node operand) implements Node {}

  record Not(Node operand) implements Truth {}

  record And(Node left, Node right) implements Truth {}

  record Or(Node left, Node right) implements Truth {}

  record IsNull(Node operand) implements Truth {}

  /** What a handle says of the class of an object, or of exceptions in it; false of null. */
  record IsA(Node operand, Handle test) implements Truth {}

  /**
   * Of two values with the same carrier.
   *
   * @param operator == < <= > >=
   */
  record Compare(String operator, Node left, Node right) implements Truth {}

  /**
   * Of two values by a handle that gives a number below, at or above 0, or one that says that they
   * cannot be compared.
   */
  record Order(String operator, Node left, Node right, Handle order) implements Truth {}

  /** Of two references by a handle; null equals null. */
  record Same(Node left, Node right, Handle same) implements Truth {}

  /**
   * @param kind any, all or count
   * @param bounded throws when too many elements were looked at
   * @param iterator gives an iterator of the source; null: it is an array
   */
  record Each(
      ValueType type,
      String kind,
      Object variable,
      ValueType element,
      Node source,
      @Nullable Handle iterator,
      Handle bounded,
      @Nullable Node condition)
      implements Node {}

  /** What is true or false, and never null. */
  sealed interface Truth extends Node permits Not, And, Or, IsNull, IsA, Compare, Order, Same {
    @Override
    default ValueType type() {
      return ValueType.TRUTH;
    }
  }
}
