package dev.sonde.tracer.condition;

import dev.sonde.tracer.condition.Members.MethodOf;
import dev.sonde.tracer.condition.ValueType.Kind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Gives calls their meaning: what is known of the JDK, getters as the fields that they return, and
 * others only where they are allowed.
 */
final class Calls {
  private static final Set<String> NAMED_KEYS = Set.of("get", "containsKey");

  private final Typer typer;
  private final Scope scope;
  private final Classes classes;
  private final Peek peek;
  private final Pure pure;
  private final Getters getters;
  private final boolean allowed;

  Calls(Typer typer, Paths paths, Scope scope, Classes classes, Peek peek, boolean allowed) {
    this.typer = typer;
    this.scope = scope;
    this.classes = classes;
    this.peek = peek;
    this.allowed = allowed;
    pure = new Pure(peek);
    getters = new Getters(paths, scope, classes, peek, typer.sight(), allowed);
  }

  Node of(Node target, Class<?> type, Expr.Invoke invoke) throws Fault {
    int count = invoke.arguments().size();
    Node found = ofThrowable(target, type, invoke);
    if (found == null && count == 0) found = known(target, type, invoke.name());
    if (found == null && count > 0) found = knownOf(target, type, invoke);
    if (found == null && count == 0) found = getters.of(invoke.at(), target, type, invoke.name());
    if (found == null && allowed) found = call(target, type, invoke);
    if (found != null) return found;
    throw new Fault(invoke.at(), refusal(target, type, invoke.name(), count));
  }

  private String refusal(Node target, Class<?> type, String name, int count) {
    boolean exists = false;
    for (Class<?> each : hierarchy(type))
      for (MethodOf method : classes.members(each).methods())
        exists |= method.name().equals(name) && parameters(method) == count;
    if (exists)
      return name + " of " + target.type().shown() + " would run its code: --allow-calls allows it";
    return target.type().shown()
        + " has no method "
        + name
        + " with "
        + count
        + " arguments"
        + Paths.near(name, getters(type));
  }

  private static int parameters(MethodOf method) {
    return Type.getArgumentTypes(method.descriptor()).length;
  }

  /** A getter's property, by any of its names; null: there is none. */
  @Nullable Node property(int at, Node target, Class<?> type, String name) throws Fault {
    for (String each : names(name)) {
      Node found = getters.of(at, target, type, each);
      if (found != null) return found;
      if (allowed && declares(type, each))
        return call(target, type, new Expr.Invoke(at, new Expr.Name(at, ""), each, List.of()));
    }
    return null;
  }

  private boolean declares(Class<?> type, String name) {
    for (Class<?> each : hierarchy(type))
      if (classes.members(each).getter(name) != null) return true;
    return false;
  }

  private static List<String> names(String name) {
    String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return List.of(name, "get" + capital, "is" + capital);
  }

  /** What the JDK's classes tell without arguments; null: nothing. */
  @Nullable Node known(Node target, Class<?> type, String name) throws Fault {
    for (String each : names(name)) {
      Node found = knownAs(target, type, each);
      if (found != null) return found;
    }
    return null;
  }

  private @Nullable Node knownAs(Node target, Class<?> type, String name) throws Fault {
    if (Throwable.class.isAssignableFrom(type) && name.equals("getMessage"))
      return peek("message", ValueType.TEXT, target);
    if (Throwable.class.isAssignableFrom(type) && name.equals("getCause"))
      return peek("causeOf", ValueType.reference("java.lang.Throwable"), target);
    if (type == java.util.Optional.class && name.equals("get"))
      return peek("held", target.type().argument(0), target);
    String container = Pure.container(type, name, 0);
    if (container != null && !(allowed && type.getClassLoader() != null))
      return peek(container, resultOf(container, target.type()), target);
    Pure.Found found = pure.find(type, name, 0);
    if (found == null) return null;
    boolean generic = type == java.util.concurrent.atomic.AtomicReference.class;
    ValueType result =
        generic
            ? target.type().argument(0)
            : ValueType.of(Type.getDescriptor(found.type().returnType()));
    return new Node.Apply(result, found.handle(), List.of(target));
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

  private @Nullable Node ofThrowable(Node target, Class<?> type, Expr.Invoke invoke) throws Fault {
    boolean cause = invoke.name().equals("cause") && invoke.arguments().size() == 1;
    if (!cause || !Throwable.class.isAssignableFrom(type)) return null;
    String name = Paths.dotted(invoke.arguments().get(0));
    if (name == null)
      throw new Fault(invoke.arguments().get(0).at(), "expected the name of a class");
    Class<?> wanted = typer.loaded(invoke.arguments().get(0).at(), name);
    return new Node.Apply(
        ValueType.reference(wanted.getName()),
        Handle.ofClass(peek, "firstOf", wanted),
        List.of(target));
  }

  /** What the JDK's classes tell with arguments. */
  private @Nullable Node knownOf(Node target, Class<?> type, Expr.Invoke invoke) throws Fault {
    String container = Pure.container(type, invoke.name(), invoke.arguments().size());
    if (container != null) return ofContainer(container, target, invoke);
    Pure.Found found = pure.find(type, invoke.name(), invoke.arguments().size());
    if (found == null) return null;
    List<Node> operands = new ArrayList<>(List.of(target));
    for (int i = 0; i < invoke.arguments().size(); i++) {
      boolean index = found.type().parameterType(i) == int.class;
      Expr argument = invoke.arguments().get(i);
      operands.add(index ? index(argument) : text(argument));
    }
    ValueType result = ValueType.of(Type.getDescriptor(found.type().returnType()));
    return new Node.Apply(result, found.handle(), operands);
  }

  private Node text(Expr argument) throws Fault {
    Node node = typer.value(argument);
    if (node.type().isText()) return node;
    throw new Fault(argument.at(), "expected a text, got " + node.type().shown());
  }

  Node index(Expr expr) throws Fault {
    Node node = typer.plain(typer.value(expr));
    if (node.type().kind() == Kind.NUMBER) return node;
    throw new Fault(expr.at(), "expected a whole number, got " + node.type().shown());
  }

  private Node ofContainer(String container, Node target, Expr.Invoke invoke) throws Fault {
    ValueType result = resultOf(container, target.type());
    Expr argument = invoke.arguments().get(0);
    if (container.equals("at")) return peek("at", result, target, index(argument));
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
    Pure.Found found = pure.find(Enum.class, "name", 0);
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

  /** Any method, with {@code --allow-calls}: the one whose parameters take the arguments. */
  private @Nullable Node call(Node target, Class<?> type, Expr.Invoke invoke) throws Fault {
    List<Node> arguments = new ArrayList<>();
    for (Expr each : invoke.arguments()) arguments.add(typer.value(each));
    for (Class<?> owner : hierarchy(type))
      for (MethodOf method : classes.members(owner).methods()) {
        boolean named = method.name().equals(invoke.name()) && !method.isStatic();
        if (!named || parameters(method) != arguments.size()) continue;
        Node call = call(invoke.at(), target, owner, method, arguments);
        if (call != null) return call;
      }
    return null;
  }

  private @Nullable Node call(
      int at, Node target, Class<?> owner, MethodOf method, List<Node> arguments) throws Fault {
    List<ValueType> types =
        Generic.ofMethod(
            method.descriptor(),
            method.signature(),
            classes.members(owner).variables(target.type()));
    List<Node> operands = new ArrayList<>(List.of(target));
    for (int i = 0; i < arguments.size(); i++) {
      Node argument = passed(arguments.get(i), types.get(i));
      if (argument == null) return null;
      operands.add(argument);
    }
    ValueType result = types.get(types.size() - 1);
    if (result.kind() == Kind.VOID) throw new Fault(at, method.name() + " returns nothing");
    Lookup within = classes.within(owner);
    if (within == null) throw new Fault(at, owner.getName() + " cannot be opened");
    try {
      MethodType exact =
          MethodType.fromMethodDescriptorString(method.descriptor(), owner.getClassLoader());
      scope.calls();
      Node call = new Node.Apply(result, Handle.call(within, method.name(), exact), operands);
      return typer.sight().shown(at, method.name(), call);
    } catch (ReflectiveOperationException | TypeNotPresentException | LinkageError missing) {
      throw new Fault(at, "a type of " + owner.getName() + "." + method.name() + " is missing");
    }
  }

  private @Nullable Node passed(Node argument, ValueType wanted) {
    if (wanted.isReference())
      return argument.type().isReference() && !argument.type().isNull() ? argument : null;
    Node plain = typer.plain(argument);
    if (plain.type().kind() == wanted.kind()) return plain;
    boolean number = plain.type().kind() == Kind.NUMBER && wanted.kind() == Kind.REAL;
    return number ? new Node.Wide(ValueType.REAL, plain) : null;
  }

  List<String> getters(Class<?> type) {
    Set<String> names = new LinkedHashSet<>();
    for (Class<?> each : hierarchy(type))
      if (each != Object.class)
        for (MethodOf method : classes.members(each).methods())
          if (method.field() != null) names.add(method.name() + "()");
    return List.copyOf(names);
  }

  /** A class, those that it extends, and their interfaces. */
  static Set<Class<?>> hierarchy(Class<?> type) {
    Set<Class<?>> all = new LinkedHashSet<>();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) all.add(each);
    for (Class<?> each : List.copyOf(all)) interfaces(each, all);
    if (type.isInterface()) all.add(Object.class);
    return all;
  }

  private static void interfaces(Class<?> type, Set<Class<?>> all) {
    for (Class<?> each : type.getInterfaces()) if (all.add(each)) interfaces(each, all);
  }
}
