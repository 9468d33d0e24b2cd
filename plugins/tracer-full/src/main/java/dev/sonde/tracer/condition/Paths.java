package dev.sonde.tracer.condition;

import dev.sonde.tracer.condition.Members.FieldOf;
import dev.sonde.tracer.select.EditDistance;
import dev.sonde.tracer.words.Expr;
import dev.sonde.tracer.words.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives names with dots, brackets and calls their meaning. */
final class Paths {
  private static final int MOST_NAMES = 6;

  private final Typer typer;
  private final Scope scope;
  private final Classes classes;
  private final Peek peek;
  private final Fields fields;
  private final Calls calls;

  Paths(Typer typer, Scope scope, Classes classes, Peek peek, boolean allowCalls) {
    this.typer = typer;
    this.scope = scope;
    this.classes = classes;
    this.peek = peek;
    fields = new Fields(scope, classes, typer.sight());
    calls = new Calls(typer, fields, scope, classes, peek, allowCalls);
  }

  Node member(Expr.Member member) throws Fault {
    if (member.target() instanceof Expr.Name head && scope.variable(head.text()) == null) {
      Node special = special(head.text(), member);
      if (special != null) return special;
    }
    Node ofClass = ofClass(member);
    return ofClass != null ? ofClass : property(typer.value(member.target()), member);
  }

  private @Nullable Node special(String head, Expr.Member member) throws Fault {
    if (head.equals("args") && member.name().equals("length"))
      return new Node.Constant(ValueType.NUMBER, (long) scope.arguments());
    if (!head.equals("call")) return null;
    return scope.builtIn(member.at(), member.name(), peek);
  }

  /** A static field by the name of its class; null when no class is named. */
  @Nullable Node ofClass(Expr.Member member) throws Fault {
    String name = dotted(member.target());
    if (name == null || head(member.target())) return null;
    Class<?> type = typer.classNamed(member.at(), name);
    if (type == null) return null;
    Node constant =
        scope.wantsObjects() && scope.initialised(type, classes)
            ? null
            : enumConstant(member.at(), ValueType.reference(type.getName()), member.name());
    if (constant != null) return constant;
    Node field = fields.of(member.at(), null, type, member.name());
    if (field != null) return field;
    throw Fault.unknown(
        member.at(),
        type.getName()
            + " has no static field "
            + member.name()
            + near(member.name(), names(type, true)));
  }

  /** Whether a dotted name begins with something that is no class. */
  private boolean head(Expr expr) throws Fault {
    Expr first = expr;
    while (first instanceof Expr.Member member) first = member.target();
    return first instanceof Expr.Name name && typer.find(name) != null;
  }

  static @Nullable String dotted(Expr expr) {
    if (expr instanceof Expr.Name name) return name.text();
    if (!(expr instanceof Expr.Member member)) return null;
    String before = dotted(member.target());
    return before == null ? null : before + "." + member.name();
  }

  /** A field, or a getter of that name without its parentheses. */
  private Node property(Node target, Expr.Member member) throws Fault {
    if (target.type().isArray() && member.name().equals("length"))
      return new Node.Length(ValueType.of("I"), target);
    Class<?> type = classOf(member.at(), target);
    Node field = calls.known(target, type, member.name());
    if (field == null) field = fields.of(member.at(), target, type, member.name());
    if (field == null) field = calls.property(member.at(), target, type, member.name());
    if (field != null) return field;
    throw Fault.unknown(
        member.at(),
        target.type().shown()
            + " has no field or getter "
            + member.name()
            + near(member.name(), names(type, false))
            + below(type, member.name()));
  }

  Node invoke(Expr.Invoke invoke) throws Fault {
    Node target = typer.value(invoke.target());
    if (!target.type().isReference() || target.type().isNull() || target.type().isArray())
      throw new Fault(invoke.at(), "expected an object, got " + target.type().shown());
    return calls.of(target, classOf(invoke.at(), target), invoke);
  }

  Node element(Expr.Element element) throws Fault {
    boolean args = element.target() instanceof Expr.Name name && name.text().equals("args");
    if (args && scope.variable("args") == null) return argument(element);
    Node target = typer.value(element.target());
    if (target.type().isArray())
      return new Node.Element(target.type().argument(0), target, typer.index(element.index()));
    return calls.of(
        target,
        classOf(element.at(), target),
        new Expr.Invoke(element.at(), element.target(), "get", List.of(element.index())));
  }

  private Node argument(Expr.Element element) throws Fault {
    int count = scope.arguments();
    if (element.index() instanceof Expr.Literal literal
        && literal.value() instanceof Long index
        && index < count)
      return typer
          .sight()
          .shown(element.at(), scope.name(index.intValue()), scope.argument(index.intValue()));
    throw new Fault(
        element.index().at(),
        scope.shown() + " has " + count + " arguments, of which the first is args[0]");
  }

  private Class<?> classOf(int at, Node node) throws Fault {
    Class<?> known = node instanceof Node.Present present ? present.objectClass() : null;
    return known == null || known.isArray() ? classOf(at, node.type()) : known;
  }

  /** The loaded class of a type. */
  private Class<?> classOf(int at, ValueType type) throws Fault {
    if (!type.isReference() || type.isNull() || type.isArray())
      throw new Fault(at, type.shown() + " has no fields");
    Class<?> found = classes.find(type.name(), scope.traced().getClassLoader());
    if (found != null) return found;
    throw new Fault(at, type.name() + " is not loaded: no such object can be there yet", true);
  }

  boolean isContainer(int at, Node node) throws Fault {
    if (node.type().isNull()) return false;
    Class<?> found = classOf(at, node);
    return Iterable.class.isAssignableFrom(found) || found == Object.class;
  }

  /** A constant by its name, which need not be initialised; null if the type is no enum. */
  @Nullable Node enumConstant(int at, ValueType type, String name) throws Fault {
    if (!type.isReference() || type.isNull() || type.isArray()) return null;
    Class<?> found = classes.find(type.name(), scope.traced().getClassLoader());
    if (found == null || !found.isEnum()) return null;
    List<String> constants = new ArrayList<>();
    for (FieldOf each : classes.members(found).fields())
      if ((each.access() & org.objectweb.asm.Opcodes.ACC_ENUM) != 0) constants.add(each.name());
    if (constants.contains(name)) return new Node.Constant(type, name);
    if (classes.members(found).field(name) != null) return null;
    throw Fault.unknown(at, type.shown() + " has no constant " + name + near(name, constants));
  }

  Fields fields() {
    return fields;
  }

  String unknown(String name) {
    List<String> all = scope.names();
    all.addAll(names(scope.traced(), scope.self() == null));
    return "expected a name that " + scope.shown() + " knows, got '" + name + "'" + near(name, all);
  }

  List<String> names(Class<?> type, boolean onlyStatic) {
    List<String> names = new ArrayList<>();
    for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass())
      for (FieldOf field : classes.members(each).fields())
        if ((!onlyStatic || field.isStatic()) && field.name().indexOf('$') < 0)
          names.add(field.name());
    if (!onlyStatic) names.addAll(calls.getters(type));
    return names;
  }

  /** {@code ; it has a, b}: the nearest first. */
  static String near(String name, List<String> names) {
    EditDistance distance = new EditDistance(name);
    List<String> sorted = new ArrayList<>();
    for (String each : names) if (!sorted.contains(each)) sorted.add(each);
    sorted.sort(Comparator.comparingInt(distance::to));
    if (sorted.isEmpty()) return "";
    boolean more = sorted.size() > MOST_NAMES;
    return "; there is "
        + String.join(", ", sorted.subList(0, Math.min(MOST_NAMES, sorted.size())))
        + (more ? ", .." : "");
  }

  /** Where a class that extends this one has the field. */
  private String below(Class<?> type, String name) {
    if (type == Object.class) return "; say what it is, as in (com.acme.Vip) customer";
    for (Class<?> each : classes.concrete(type))
      if (each != type && classes.members(each).field(name) != null)
        return "; " + each.getName() + " has it: ((" + each.getName() + ") ..)." + name;
    return "";
  }
}
