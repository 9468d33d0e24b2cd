package dev.sonde.tracer.condition;

import dev.sonde.tracer.condition.ValueType.Kind;
import dev.sonde.tracer.words.Expr;
import dev.sonde.tracer.words.Fault;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives the syntax of a condition its types and meaning in one method. */
final class Typer {
  private final Scope scope;
  private final Classes classes;
  private final Peek peek;
  private final Privacy sight;
  private final TypeNames typeNames;
  private final Paths paths;
  private final Comparing comparing;

  Typer(Scope scope, Classes classes, Peek peek, boolean allowCalls, Privacy sight) {
    this.scope = scope;
    this.sight = sight;
    this.classes = classes;
    this.peek = peek;
    typeNames = new TypeNames(classes, scope.traced());
    paths = new Paths(this, scope, classes, peek, allowCalls);
    comparing = new Comparing(this, peek);
  }

  Privacy sight() {
    return sight;
  }

  /** What is true or false. */
  Node truth(Expr expr) throws Fault {
    Node node = plain(value(expr));
    if (node.type().kind() == Kind.TRUTH) return node;
    throw new Fault(
        expr.at(), "expected something true or false, got " + node.type().shown() + more(expr));
  }

  private static String more(Expr expr) {
    return expr instanceof Expr.Name || expr instanceof Expr.Member
        ? ": compare it, as in == null"
        : "";
  }

  Node value(Expr expr) throws Fault {
    if (expr instanceof Expr.Literal literal) return literal(literal);
    if (expr instanceof Expr.Given given) return (Node) given.value();
    if (expr instanceof Expr.Name name) return named(name);
    if (expr instanceof Expr.Member member) return paths.member(member);
    if (expr instanceof Expr.Invoke invoke) return paths.invoke(invoke);
    if (expr instanceof Expr.Element element) return paths.element(element);
    if (expr instanceof Expr.Not not) return new Node.Not(truth(not.operand()));
    if (expr instanceof Expr.Minus minus) return minus(minus);
    if (expr instanceof Expr.Binary binary) return binary(binary);
    if (expr instanceof Expr.Cast cast) return cast(cast);
    if (expr instanceof Expr.InstanceOf test) return instanceOf(test);
    if (expr instanceof Expr.CausedBy test) return causedBy(test);
    return each((Expr.Each) expr);
  }

  /** A boxed value as what is in it. */
  Node plain(Node node) {
    String unboxing =
        switch (node.type().isReference() && !node.type().isNull() ? node.type().name() : "") {
          case "java.lang.Integer" -> "intValue";
          case "java.lang.Long", "java.lang.Short", "java.lang.Byte" -> "longValue";
          case "java.lang.Double", "java.lang.Float" -> "doubleValue";
          case "java.lang.Boolean" -> "booleanValue";
          case "java.lang.Character" -> "charValue";
          default -> "";
        };
    if (unboxing.isEmpty()) return node;
    Class<?> type = classes.find(node.type().name(), null);
    Pure.Found found = new Pure(peek).find(type, unboxing, 0);
    ValueType plain = ValueType.of(org.objectweb.asm.Type.getDescriptor(found.type().returnType()));
    return new Node.Apply(plain, found.handle(), List.of(node));
  }

  private static Node literal(Expr.Literal literal) {
    Object value = literal.value();
    if (value == null) return new Node.Constant(ValueType.NULL, null);
    ValueType type =
        switch (literal.kind()) {
          case NUMBER -> ValueType.NUMBER;
          case REAL -> ValueType.REAL;
          case TIME -> ValueType.TIME;
          case TEXT -> ValueType.TEXT;
          default -> ValueType.TRUTH;
        };
    return new Node.Constant(type, value);
  }

  private Node named(Expr.Name name) throws Fault {
    Node found = find(name);
    if (found != null) return found;
    throw Fault.unknown(name.at(), paths.unknown(name.text()));
  }

  /** What a name means by itself; null if it may still be part of a class's name. */
  @Nullable Node find(Expr.Name name) throws Fault {
    Node variable = scope.variable(name.text());
    if (variable instanceof Node.Argument) return sight.shown(name.at(), name.text(), variable);
    if (variable != null) return variable;
    if (name.text().equals("this")) return self(name.at());
    Node builtIn = scope.builtIn(name.at(), name.text(), peek);
    if (builtIn == null) return paths.fields().own(name.at(), name.text());
    if (paths.fields().hasOwn(name.text()))
      scope.note(name.text() + " is the built-in; the field is this." + name.text());
    return builtIn;
  }

  private Node self(int at) throws Fault {
    Node self = scope.self();
    if (self == null) throw new Fault(at, scope.shown() + " is static: it has no this");
    return self;
  }

  private Node minus(Expr.Minus minus) throws Fault {
    Node operand = number(minus.operand());
    if (operand instanceof Node.Constant constant && constant.value() instanceof Long value)
      return new Node.Constant(operand.type(), -value);
    if (operand instanceof Node.Constant constant && constant.value() instanceof Double value)
      return new Node.Constant(operand.type(), -value);
    boolean real = operand.type().kind() == Kind.REAL;
    Node zero = new Node.Constant(operand.type(), real ? (Object) (-0.0) : (Object) 0L);
    return new Node.Arithmetic(operand.type(), '-', zero, operand);
  }

  private Node number(Expr expr) throws Fault {
    Node node = plain(value(expr));
    if (node.type().isNumeric()) return comparing.widened(node);
    throw new Fault(expr.at(), "expected a number, got " + node.type().shown());
  }

  Node index(Expr expr) throws Fault {
    Node node = plain(value(expr));
    if (node.type().kind() == Kind.NUMBER) return node;
    throw new Fault(expr.at(), "expected a whole number, got " + node.type().shown());
  }

  private Node binary(Expr.Binary binary) throws Fault {
    return switch (binary.operator()) {
      case "and" -> new Node.And(truth(binary.left()), truth(binary.right()));
      case "or" -> new Node.Or(truth(binary.left()), truth(binary.right()));
      case "+", "-", "*", "/", "%" -> arithmetic(binary);
      case "==" -> comparing.equal(binary);
      case "!=" -> new Node.Not(comparing.equal(binary));
      case "contains", "startsWith", "endsWith", "matches" -> comparing.text(binary);
      default -> comparing.ordered(binary);
    };
  }

  private Node arithmetic(Expr.Binary binary) throws Fault {
    Node left = number(binary.left());
    Node right = number(binary.right());
    boolean real = left.type().kind() == Kind.REAL || right.type().kind() == Kind.REAL;
    ValueType type = real ? ValueType.REAL : ValueType.NUMBER;
    return new Node.Arithmetic(
        type,
        binary.operator().charAt(0),
        comparing.widened(left, type),
        comparing.widened(right, type));
  }

  private Node cast(Expr.Cast cast) throws Fault {
    Node operand = reference(cast.operand());
    Class<?> type = loaded(cast.at(), cast.type());
    return new Node.Apply(
        ValueType.reference(type.getName()),
        Handle.ofClass(peek, "narrowed", type),
        List.of(operand));
  }

  private Node instanceOf(Expr.InstanceOf test) throws Fault {
    Node operand = reference(test.operand());
    Class<?> type = typeNames.find(test.at(), test.type());
    if (type != null) return new Node.IsA(operand, Handle.ofClass(peek, "instance", type));
    scope.note("no class " + test.type() + " is loaded yet");
    return byName("is", test.type(), operand);
  }

  private Node causedBy(Expr.CausedBy test) throws Fault {
    Node operand = reference(test.operand());
    if (typeNames.find(test.at(), test.type()) == null)
      scope.note("no class " + test.type() + " is loaded yet");
    return byName("causedBy", test.type(), operand);
  }

  private Node byName(String method, String name, Node operand) {
    MethodHandle handle = peek.handle(method);
    int first = handle.type().parameterType(0) == String.class ? 0 : 1;
    Handle bound = Handle.of(MethodHandles.insertArguments(handle, first, name));
    return new Node.IsA(operand, bound);
  }

  Node reference(Expr expr) throws Fault {
    Node node = value(expr);
    if (node.type().isReference()) return node;
    throw new Fault(expr.at(), "expected an object, got " + node.type().shown());
  }

  /** The class of this name. */
  Class<?> loaded(int at, String name) throws Fault {
    Class<?> type = typeNames.find(at, name);
    if (type != null) return type;
    throw new Fault(at, "expected a class that is loaded, got " + name, true);
  }

  @Nullable Class<?> classNamed(int at, String name) throws Fault {
    return typeNames.find(at, name);
  }

  /** A static field by the name of its class; null when no class is named. */
  @Nullable Node ofClass(Expr.Member member) throws Fault {
    return paths.ofClass(member);
  }

  @Nullable Node enumConstant(int at, ValueType type, String name) throws Fault {
    return paths.enumConstant(at, type, name);
  }

  /** What has elements. */
  Node source(Expr expr) throws Fault {
    Node source = reference(expr);
    if (source.type().isArray() || paths.isContainer(expr.at(), source)) return source;
    throw new Fault(expr.at(), "expected an array or collection, got " + source.type().shown());
  }

  private Node each(Expr.Each each) throws Fault {
    Node source = source(each.source());
    ValueType type = source.type();
    boolean array = type.isArray();
    Object variable = new Object();
    Node.Item item = new Node.Item(type.argument(0), variable);
    Node condition = null;
    if (each.condition() != null) {
      scope.enter(each.variable(), item);
      condition = truth(each.condition());
      scope.leave();
    }
    return new Node.Each(
        each.kind().equals("count") ? ValueType.NUMBER : ValueType.TRUTH,
        each.kind(),
        variable,
        item.type(),
        source,
        array ? null : Handle.of(peek.handle("iterator")),
        Handle.of(peek.handle("bounded")),
        condition);
  }
}
