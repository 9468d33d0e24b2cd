package dev.sonde.tracer.condition;

import dev.sonde.tracer.condition.ValueType.Kind;
import dev.sonde.tracer.words.Expr;
import dev.sonde.tracer.words.Fault;
import dev.sonde.tracer.words.Token;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives elements, keys and sizes of collections and maps their meaning. */
final class Containers {
  private static final Set<String> NAMED_KEYS = Set.of("get", "containsKey");

  private final Typer typer;
  private final Scope scope;
  private final Classes classes;
  private final Peek peek;

  Containers(Typer typer, Scope scope, Classes classes, Peek peek) {
    this.typer = typer;
    this.scope = scope;
    this.classes = classes;
    this.peek = peek;
  }

  /**
   * Without arguments.
   *
   * @param container as {@link Pure#container} has it
   */
  Node of(String container, Node target) {
    return peek(container, resultOf(container, target.type()), target);
  }

  /** With one argument: an index, a key or an element. */
  Node of(String container, Node target, Expr.Invoke invoke) throws Fault {
    ValueType result = resultOf(container, target.type());
    Expr argument = invoke.arguments().get(0);
    if (container.equals("at")) return peek("at", result, target, typer.index(argument));
    boolean ofMap = NAMED_KEYS.contains(container);
    Node key = key(argument, target.type().argument(0));
    boolean named = key.type().isReference() && !key.type().isText() && isEnum(key.type());
    if (named && ofMap) {
      Node value = peek("getNamed", target.type().argument(1), target, name(key));
      return container.equals("get") ? value : new Node.Not(new Node.IsNull(value));
    }
    Node value = peek(container, result, target, named ? name(key) : key);
    boolean text = key instanceof Node.Constant constant && constant.value() instanceof String;
    return text && container.equals("get")
        ? typer.sight().shown(argument.at(), (String) ((Node.Constant) key).value(), value)
        : value;
  }

  private boolean isEnum(ValueType type) {
    Class<?> found = classes.find(type.name(), scope.traced().getClassLoader());
    return found != null && Enum.class.isAssignableFrom(found);
  }

  /** The name of an enum constant, which is known beforehand for a literal one. */
  private Node name(Node key) {
    if (key instanceof Node.Constant constant)
      return new Node.Constant(ValueType.TEXT, constant.value());
    Pure.Found found = new Pure(peek).find(Enum.class, "name", 0);
    return new Node.Apply(ValueType.TEXT, found.handle(), List.of(key));
  }

  /** A key of the JDK: the hash code of any other would run its code. */
  private Node key(Expr expr, ValueType wanted) throws Fault {
    if (expr instanceof Expr.Name name && typer.find(name) == null
        || expr instanceof Expr.Literal text && text.kind() == Token.Kind.TEXT) {
      Node constant = typer.enumConstant(expr.at(), wanted, String.valueOf(nameOf(expr)));
      if (constant != null) return constant;
    }
    Node key = typer.value(expr);
    if (!key.type().isReference()) return boxed(typer.plain(key), wanted);
    String name = key.type().isNull() ? "null" : key.type().name();
    boolean jdk = key.type().isText() || typer.plain(key) != key || name.equals("java.util.UUID");
    if (jdk || isEnum(key.type())) return key;
    throw new Fault(
        expr.at(), "expected a text, a number, or a constant as key, got " + key.type().shown());
  }

  private static @Nullable Object nameOf(Expr expr) {
    return expr instanceof Expr.Name name ? name.text() : ((Expr.Literal) expr).value();
  }

  private static Node boxed(Node plain, ValueType wanted) {
    String name = wanted.isReference() ? wanted.name() : "";
    Class<?> box =
        switch (plain.type().kind()) {
          case TRUTH -> Boolean.class;
          case LETTER -> Character.class;
          case REAL -> name.equals("java.lang.Float") ? Float.class : Double.class;
          default ->
              switch (name) {
                case "java.lang.Long" -> Long.class;
                case "java.lang.Short" -> Short.class;
                case "java.lang.Byte" -> Byte.class;
                default ->
                    plain.type().descriptor().equals("J") && !(plain instanceof Node.Constant)
                        ? Long.class
                        : Integer.class;
              };
        };
    Class<?> from = MethodType.methodType(box).unwrap().returnType();
    try {
      Handle handle =
          Handle.of(
              MethodHandles.explicitCastArguments(
                  MethodHandles.publicLookup()
                      .findStatic(box, "valueOf", MethodType.methodType(box, from)),
                  MethodType.methodType(Object.class, carrier(plain.type().kind()))));
      return new Node.Apply(ValueType.reference(box.getName()), handle, List.of(plain));
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Class<?> carrier(Kind kind) {
    return switch (kind) {
      case TRUTH -> boolean.class;
      case LETTER -> char.class;
      case REAL -> double.class;
      default -> long.class;
    };
  }

  private static ValueType resultOf(String container, ValueType type) {
    return switch (container) {
      case "size" -> ValueType.NUMBER;
      case "empty", "contains", "containsKey" -> ValueType.TRUTH;
      case "values" -> ValueType.reference("java.util.Collection", type.argument(1));
      case "keys" -> ValueType.reference("java.util.Set", type.argument(0));
      case "get" -> type.argument(1);
      default -> type.argument(0);
    };
  }

  private Node peek(String method, ValueType type, Node... operands) {
    return new Node.Apply(type, Handle.of(peek.handle(method)), List.of(operands));
  }
}
