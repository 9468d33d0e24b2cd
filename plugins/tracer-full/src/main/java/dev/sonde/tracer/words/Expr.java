package dev.sonde.tracer.words;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The syntax of a condition: nothing is known of types yet. */
public sealed interface Expr {
  /** Where it begins, or where what makes it special stands. */
  int at();

  /**
   * @param kind NUMBER, REAL, TIME, TEXT, or WORD for true, false and null
   */
  record Literal(int at, Token.Kind kind, @Nullable Object value) implements Expr {}

  /** What has been looked at already: for who reads, nothing that a person has written. */
  record Given(int at, Object value) implements Expr {}

  record Name(int at, String text) implements Expr {}

  record Member(int at, Expr target, String name) implements Expr {}

  record Invoke(int at, Expr target, String name, List<Expr> arguments) implements Expr {}

  record Element(int at, Expr target, Expr index) implements Expr {}

  record Not(int at, Expr operand) implements Expr {}

  record Minus(int at, Expr operand) implements Expr {}

  /** Also {@code and}, {@code or}, and operators that are words. */
  record Binary(int at, String operator, Expr left, Expr right) implements Expr {}

  record Cast(int at, Expr operand, String type) implements Expr {}

  record InstanceOf(int at, Expr operand, String type) implements Expr {}

  record CausedBy(int at, Expr operand, String type) implements Expr {}

  /**
   * @param kind any, all or count
   * @param condition null: all elements count
   */
  record Each(int at, String kind, String variable, Expr source, @Nullable Expr condition)
      implements Expr {}
}
