package dev.sonde.tracer.condition;

import dev.sonde.tracer.select.SelectedMethod;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the names of a condition mean in one method, from the innermost to the outermost. */
final class Scope {
  static final List<String> BUILT_IN =
      List.of("duration", "thread", "caller", "returned", "thrown");

  private final Class<?> traced;
  private final SelectedMethod method;
  private final List<ValueType> types;
  private final Deque<Variable> variables = new ArrayDeque<>();
  private final List<String> notes = new ArrayList<>();
  private boolean calls;

  /** An element of a collection, by the name that the condition gives it. */
  record Variable(String name, Node.Item item) {}

  Scope(Class<?> traced, SelectedMethod method, Members members) {
    this.traced = traced;
    this.method = method;
    Members.MethodOf found = members.method(method.name(), method.descriptor());
    types =
        Generic.ofMethod(method.descriptor(), found == null ? null : found.signature(), Map.of());
  }

  Class<?> traced() {
    return traced;
  }

  List<String> notes() {
    return notes;
  }

  void enter(String name, Node.Item item) {
    variables.push(new Variable(name, item));
  }

  void leave() {
    variables.pop();
  }

  /** Null: none of these. */
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

  String name(int index) {
    return method.params().get(index).name();
  }

  Node argument(int index) {
    return new Node.Argument(types.get(index), index);
  }

  int arguments() {
    return types.size() - 1;
  }

  @Nullable Node self() {
    boolean isStatic = Modifier.isStatic(method.access());
    return isStatic ? null : new Node.This(ValueType.reference(traced.getName()));
  }

  /** Null: no such built-in. */
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

  /** The condition runs code of the application. */
  void calls() {
    calls = true;
  }

  boolean hasCalls() {
    return calls;
  }

  void note(String text) {
    if (!notes.contains(text)) notes.add(text);
  }

  /** The names that stand for something, but for fields. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (Variable each : variables) names.add(each.name());
    method.params().forEach(param -> names.add(param.name()));
    if (self() != null) names.add("this");
    names.addAll(BUILT_IN);
    return names;
  }

  /** As an error names the method. */
  String shown() {
    List<String> params = new ArrayList<>();
    method.params().forEach(each -> params.add(simple(each.type())));
    String name = method.name().equals("<init>") ? "new" : method.name();
    return simple(traced.getName()) + "." + name + "(" + String.join(", ", params) + ")";
  }

  static String simple(String name) {
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }
}
