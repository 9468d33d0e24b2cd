package dev.sonde.tracer.condition;

import dev.sonde.tracer.condition.Members.MethodOf;
import dev.sonde.tracer.words.Expr;
import dev.sonde.tracer.words.Fault;
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
  private final Typer typer;
  private final Classes classes;
  private final Peek peek;
  private final Pure pure;
  private final Getters getters;
  private final Containers containers;
  private final AnyCalls any;
  private final boolean allowed;
  private final Scope scope;

  Calls(Typer typer, Fields fields, Scope scope, Classes classes, Peek peek, boolean allowed) {
    this.typer = typer;
    this.classes = classes;
    this.peek = peek;
    this.allowed = allowed;
    this.scope = scope;
    pure = new Pure(peek);
    containers = new Containers(typer, scope, classes, peek);
    any = new AnyCalls(typer, scope, classes);
    getters = new Getters(fields, scope, classes, peek, typer.sight(), allowed);
  }

  Node of(Node target, Class<?> type, Expr.Invoke invoke) throws Fault {
    int count = invoke.arguments().size();
    Node found = ofThrowable(target, type, invoke);
    if (found == null && count == 0) found = known(target, type, invoke.name());
    if (found == null && count > 0) found = knownOf(target, type, invoke);
    if (found == null && count == 0) found = getters.of(invoke.at(), target, type, invoke.name());
    if (found == null && allowed) found = any.call(target, type, invoke);
    if (found != null) return found;
    throw refusal(invoke.at(), target, type, invoke.name(), count);
  }

  private Fault refusal(int at, Node target, Class<?> type, String name, int count) {
    boolean exists = false;
    for (Class<?> each : hierarchy(type))
      for (MethodOf method : classes.members(each).methods())
        exists |= method.name().equals(name) && parameters(method) == count;
    if (exists) return new Fault(at, name + " of " + target.type().shown() + scope.wouldRunCode());
    return Fault.unknown(
        at,
        target.type().shown()
            + " has no method "
            + name
            + " with "
            + count
            + " arguments"
            + Paths.near(name, getters(type)));
  }

  static int parameters(MethodOf method) {
    return Type.getArgumentTypes(method.descriptor()).length;
  }

  /** A getter's property, by any of its names; null: there is none. */
  @Nullable Node property(int at, Node target, Class<?> type, String name) throws Fault {
    for (String each : names(name)) {
      Node found = getters.of(at, target, type, each);
      if (found != null) return found;
      if (allowed && declares(type, each))
        return any.call(target, type, new Expr.Invoke(at, new Expr.Name(at, ""), each, List.of()));
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
      return containers.of(container, target);
    Pure.Found found = pure.find(type, name, 0);
    if (found == null) return null;
    boolean generic = type == java.util.concurrent.atomic.AtomicReference.class;
    ValueType result =
        generic
            ? target.type().argument(0)
            : ValueType.of(Type.getDescriptor(found.type().returnType()));
    return new Node.Apply(result, found.handle(), List.of(target));
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
    if (container != null) return containers.of(container, target, invoke);
    Pure.Found found = pure.find(type, invoke.name(), invoke.arguments().size());
    if (found == null) return null;
    List<Node> operands = new ArrayList<>(List.of(target));
    for (int i = 0; i < invoke.arguments().size(); i++) {
      boolean index = found.type().parameterType(i) == int.class;
      Expr argument = invoke.arguments().get(i);
      operands.add(index ? typer.index(argument) : text(argument));
    }
    ValueType result = ValueType.of(Type.getDescriptor(found.type().returnType()));
    return new Node.Apply(result, found.handle(), operands);
  }

  private Node text(Expr argument) throws Fault {
    Node node = typer.value(argument);
    if (node.type().isText()) return node;
    throw new Fault(argument.at(), "expected a text, got " + node.type().shown());
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
