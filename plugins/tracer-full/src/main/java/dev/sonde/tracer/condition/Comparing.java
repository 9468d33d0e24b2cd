package dev.sonde.tracer.condition;

import dev.sonde.tracer.condition.ValueType.Kind;
import dev.sonde.tracer.words.Expr;
import dev.sonde.tracer.words.Fault;
import dev.sonde.tracer.words.Token;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives comparisons their meaning by the types of both sides. */
final class Comparing {
  private final Typer typer;
  private final Peek peek;

  Comparing(Typer typer, Peek peek) {
    this.typer = typer;
    this.peek = peek;
  }

  Node equal(Expr.Binary binary) throws Fault {
    Node left = side(binary.left(), binary.right());
    Node right = side(binary.right(), binary.left());
    if (left.type().isNull()) return new Node.IsNull(right);
    if (right.type().isNull()) return new Node.IsNull(left);
    if (!left.type().isReference()) right = typer.plain(right);
    if (!right.type().isReference()) left = typer.plain(left);
    if (left.type().kind() == Kind.TRUTH && right.type().kind() == Kind.TRUTH)
      return new Node.Compare("==", left, right);
    Node ranked = ranked("==", left, right);
    if (ranked != null) return ranked;
    if (left.type().isReference() && right.type().isReference()) return same(binary, left, right);
    throw unlike(binary, left, right);
  }

  Node ordered(Expr.Binary binary) throws Fault {
    Node left = typer.plain(typer.value(binary.left()));
    Node right = typer.plain(typer.value(binary.right()));
    Node ranked = ranked(binary.operator(), left, right);
    if (ranked != null) return ranked;
    boolean both = rankable(left.type()) && rankable(right.type());
    boolean text = left.type().isText() != right.type().isText();
    if (!both
        || text && !left.type().is("java.lang.Object") && !right.type().is("java.lang.Object"))
      throw unlike(binary, left, right);
    return new Node.Order(binary.operator(), left, right, Handle.of(peek.handle("order")));
  }

  private static boolean rankable(ValueType type) {
    if (!type.isReference() || type.isNull()) return false;
    String name = type.name();
    return name.startsWith("java.lang.")
        || name.startsWith("java.math.")
        || name.startsWith("java.time.");
  }

  /** Where at least one side is a number or a time; null if none is, or they are unlike. */
  private @Nullable Node ranked(String operator, Node left, Node right) {
    boolean turned = left.type().kind() != Kind.REFERENCE && right.type().isReference();
    if (turned) return ranked(turned(operator), right, left);
    Kind kind = right.type().kind();
    if (left.type().isReference()) return order(operator, left, right);
    if (left.type().kind() == Kind.TIME || kind == Kind.TIME)
      return left.type().kind() == kind ? new Node.Compare(operator, left, right) : null;
    if (!left.type().isNumeric() || !right.type().isNumeric()) return null;
    boolean real = left.type().kind() == Kind.REAL || kind == Kind.REAL;
    ValueType type = real ? ValueType.REAL : ValueType.NUMBER;
    Node one = single(left, right) ? rounded(left) : left;
    Node two = single(right, left) ? rounded(right) : right;
    return new Node.Compare(operator, widened(one, type), widened(two, type));
  }

  /** Whether a literal stands beside a float, which is to equal it: 0.1 is no float. */
  private static boolean single(Node literal, Node other) {
    return literal instanceof Node.Constant && other.type().descriptor().equals("F");
  }

  private static Node rounded(Node literal) {
    Object value = ((Node.Constant) literal).value();
    return value instanceof Double real
        ? new Node.Constant(ValueType.REAL, (double) (float) (double) real)
        : literal;
  }

  /** A reference against what is none. */
  private @Nullable Node order(String operator, Node left, Node right) {
    if (left.type().isNull() || left.type().isArray()) return null;
    Kind kind = right.type().kind();
    boolean letter = left.type().isText() && kind == Kind.LETTER;
    if (letter || !numberLike(left.type(), kind)) return null;
    String method =
        switch (kind) {
          case TIME -> "orderTime";
          case REAL -> "orderReal";
          case NUMBER, LETTER -> "orderLong";
          default -> null;
        };
    if (method == null) return null;
    Node wide = kind == Kind.TIME ? right : widened(right);
    return new Node.Order(operator, left, wide, Handle.of(peek.handle(method)));
  }

  private static boolean numberLike(ValueType type, Kind other) {
    String name = type.name();
    if (name.equals("java.lang.Object") || name.equals("java.lang.Comparable")) return true;
    if (other == Kind.TIME) return name.equals("java.time.Duration");
    return name.equals("java.lang.Number") || name.startsWith("java.math.Big");
  }

  private Node same(Expr.Binary binary, Node left, Node right) throws Fault {
    if (isConstantName(left)) return new Node.Same(right, left, Handle.of(peek.handle("named")));
    if (isConstantName(right)) return new Node.Same(left, right, Handle.of(peek.handle("named")));
    if (left.type().isText() && right.type().isText())
      return new Node.Same(left, right, texts("equals", Object.class));
    boolean text = left.type().isText() || right.type().isText();
    if (text && !mayBeText(left.type().isText() ? right.type() : left.type()))
      throw unlike(binary, left, right);
    return new Node.Same(left, right, Handle.of(peek.handle("same")));
  }

  private static boolean mayBeText(ValueType type) {
    return switch (type.name()) {
      case "java.lang.Object",
          "java.lang.Comparable",
          "java.lang.CharSequence",
          "java.io.Serializable" ->
          true;
      default -> false;
    };
  }

  private static boolean isConstantName(Node node) {
    return node instanceof Node.Constant constant
        && constant.value() instanceof String
        && !constant.type().isText();
  }

  private Handle texts(String method, Class<?> parameter) {
    try {
      MethodType type = MethodType.methodType(boolean.class, parameter);
      MethodHandle handle = MethodHandles.publicLookup().findVirtual(String.class, method, type);
      return Handle.of(handle);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** contains, startsWith, endsWith, matches. */
  Node text(Expr.Binary binary) throws Fault {
    Node left = typer.value(binary.left());
    Node right = typer.value(binary.right());
    boolean inText = left.type().isText() || left.type().isReference() && mayBeText(left.type());
    if (!inText && binary.operator().equals("contains"))
      return typer.value(
          new Expr.Invoke(binary.at(), binary.left(), "contains", List.of(binary.right())));
    if (!inText || !right.type().isText()) throw unlike(binary, left, right);
    Node text =
        left.type().isText()
            ? left
            : new Node.Apply(
                ValueType.TEXT, Handle.ofClass(peek, "narrowed", String.class), List.of(left));
    Handle handle =
        switch (binary.operator()) {
          case "contains" -> texts("contains", CharSequence.class);
          case "matches" -> Handle.of(peek.handle("matches"));
          default -> texts(binary.operator(), String.class);
        };
    return new Node.Apply(ValueType.TRUTH, handle, List.of(text, right));
  }

  /**
   * One side of a comparison for equality: a name that means nothing by itself may be a constant of
   * the other side's enum, and a text of one character a character.
   */
  private Node side(Expr expr, Expr other) throws Fault {
    boolean text = expr instanceof Expr.Literal literal && literal.kind() == Token.Kind.TEXT;
    if (!text && !(expr instanceof Expr.Name name && typer.find(name) == null))
      return typer.value(expr);
    if (!text && other instanceof Expr.Name unknown && typer.find(unknown) == null)
      return typer.value(expr);
    Node against = text && other instanceof Expr.Literal ? null : typer.value(other);
    if (against == null) return typer.value(expr);
    String value = text ? (String) ((Expr.Literal) expr).value() : ((Expr.Name) expr).text();
    if (text && typer.plain(against).type().kind() == Kind.LETTER && value.length() == 1)
      return new Node.Constant(ValueType.LETTER, value.charAt(0));
    Node constant = typer.enumConstant(expr.at(), against.type(), value);
    return constant == null ? typer.value(expr) : constant;
  }

  /** Small numbers and characters as long, float as double. */
  Node widened(Node node) {
    return node.type().kind() == Kind.REAL ? node : widened(node, ValueType.NUMBER);
  }

  Node widened(Node node, ValueType to) {
    if (node.type().kind() == to.kind()) return node;
    if (node instanceof Node.Constant constant && constant.value() instanceof Long value)
      return new Node.Constant(to, (double) value);
    if (node instanceof Node.Constant constant && constant.value() instanceof Character letter)
      return widened(new Node.Constant(ValueType.NUMBER, (long) letter), to);
    return new Node.Wide(to, node);
  }

  private static String turned(String operator) {
    return switch (operator) {
      case "<" -> ">";
      case "<=" -> ">=";
      case ">" -> "<";
      case ">=" -> "<=";
      default -> operator;
    };
  }

  private static Fault unlike(Expr.Binary binary, Node left, Node right) {
    boolean time =
        left.type().kind() == Kind.TIME && right.type().isNumeric()
            || right.type().kind() == Kind.TIME && left.type().isNumeric();
    String unit = time ? ": give a unit, as in 10ms" : "";
    return new Fault(
        binary.at(),
        "expected two values that "
            + binary.operator()
            + " can compare, got "
            + left.type().shown()
            + " and "
            + right.type().shown()
            + unit);
  }
}
