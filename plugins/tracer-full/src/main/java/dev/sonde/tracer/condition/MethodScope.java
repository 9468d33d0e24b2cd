package dev.sonde.tracer.condition;

import dev.sonde.tracer.select.SelectedMethod;
import dev.sonde.tracer.words.Fault;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the names of a condition mean in one method. */
final class MethodScope extends Scope {
  static final List<String> BUILT_IN =
      List.of("duration", "thread", "caller", "returned", "thrown");

  private final SelectedMethod method;
  private final List<ValueType> types;
  private final Deque<Variable> variables = new ArrayDeque<>();

  /** An element of a collection, by the name that the condition gives it. */
  record Variable(String name, Node.Item item) {}

  MethodScope(Class<?> traced, SelectedMethod method, Members members) {
    super(traced);
    this.method = method;
    Members.MethodOf found = members.method(method.name(), method.descriptor());
    types =
        Generic.ofMethod(method.descriptor(), found == null ? null : found.signature(), Map.of());
  }

  @Override
  void enter(String name, Node.Item item) {
    variables.push(new Variable(name, item));
  }

  @Override
  void leave() {
    variables.pop();
  }

  @Override
  @Nullable Node variable(String name) throws Fault {
    for (Variable each : variables) if (each.name().equals(name)) return each.item();
    for (int i = 0; i < method.params().size(); i++)
      if (method.params().get(i).name().equals(name)) {
        if (BUILT_IN.contains(name) || name.equals("args"))
          note(name + " is the parameter; the built-in is call." + name);
        return argument(i);
      }
    return null;
  }

  @Override
  String name(int index) {
    return method.params().get(index).name();
  }

  @Override
  Node argument(int index) {
    return new Node.Argument(types.get(index), index);
  }

  @Override
  int arguments() {
    return types.size() - 1;
  }

  @Override
  @Nullable Node self() {
    boolean isStatic = Modifier.isStatic(method.access());
    return isStatic ? null : new Node.This(ValueType.reference(traced().getName()));
  }

  @Override
  @Nullable Node builtIn(int at, String name, Peek peek) throws Fault {
    return switch (name) {
      case "duration" -> new Node.Duration(ValueType.TIME);
      case "thread" -> new Node.Apply(ValueType.TEXT, Handle.of(peek.handle("thread")), List.of());
      case "caller" -> new Node.Caller(ValueType.TEXT);
      case "thrown" -> new Node.Thrown(ValueType.reference("java.lang.Throwable"));
      case "returned", "return" -> returned(at);
      default -> null;
    };
  }

  private Node returned(int at) throws Fault {
    ValueType type = types.get(types.size() - 1);
    if (type.kind() == ValueType.Kind.VOID) throw new Fault(at, shown() + " returns nothing");
    return new Node.Returned(type);
  }

  @Override
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (Variable each : variables) names.add(each.name());
    method.params().forEach(param -> names.add(param.name()));
    if (self() != null) names.add("this");
    names.addAll(BUILT_IN);
    return names;
  }

  @Override
  String shown() {
    List<String> params = new ArrayList<>();
    method.params().forEach(each -> params.add(simple(each.type())));
    String name = method.name().equals("<init>") ? "new" : method.name();
    return simple(traced().getName()) + "." + name + "(" + String.join(", ", params) + ")";
  }

  /** The class of a method that runs is initialised, or is being initialised by its thread. */
  @Override
  boolean initialised(Class<?> owner, Classes classes) {
    return owner.isAssignableFrom(traced()) || !Boolean.FALSE.equals(classes.initialised(owner));
  }

  @Override
  boolean wantsObjects() {
    return false;
  }

  @Override
  String wouldRunCode() {
    return " would run its code: --allow-calls allows it";
  }
}
