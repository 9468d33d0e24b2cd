package dev.sonde.tracer.condition;

import dev.sonde.tracer.capture.Redaction;
import dev.sonde.tracer.words.Expr;
import dev.sonde.tracer.words.Fault;
import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows an expression step by step, from the statics of one class on: each step is given its type
 * by what the step before has found, so that a field of a subclass needs no cast.
 */
final class Looking {
  /** More elements are not looked at, nor for longer. */
  static final int ELEMENTS = 100_000;

  static final long NANOS = 2_000_000_000;

  private final Scope scope;
  private final Typer typer;
  private final Peek peek;
  private final Reading reading = new Reading();
  private final Deque<Item> items = new ArrayDeque<>();
  private final Map<Expr, Map<Class<?>, Node.Apply>> steps = new IdentityHashMap<>();

  /** An element of a collection, by the name that the expression gives it. */
  private record Item(String name, Node node) {}

  Looking(Class<?> root, Classes classes, Peek peek, Privacy sight) {
    this.scope = new StaticScope(root);
    this.typer = new Typer(scope, classes, peek, false, sight);
    this.peek = peek;
  }

  /** Sentences about nulls whose fields nobody knows. */
  List<String> notes() {
    return scope.notes();
  }

  /**
   * A value, or a secret one.
   *
   * @throws Fault also when it cannot be told without running code
   */
  Node value(Expr expr) throws Fault {
    if (expr instanceof Expr.Name name) return named(name);
    if (expr instanceof Expr.Member member) return member(member);
    if (expr instanceof Expr.Invoke call) return invoke(call);
    if (expr instanceof Expr.Element element) return element(element);
    if (expr instanceof Expr.Each each) return each(each);
    if (expr instanceof Expr.Not not) return truth(!isTrue(not.operand()));
    if (expr instanceof Expr.Binary binary) {
      boolean and = binary.operator().equals("and");
      if (and || binary.operator().equals("or"))
        return truth(isTrue(binary.left()) == and ? isTrue(binary.right()) : !and);
    }
    return read(expr.at(), typer.value(withValues(expr)));
  }

  private static Node truth(boolean truth) {
    return new Node.Present(ValueType.TRUTH, truth);
  }

  private boolean isTrue(Expr expr) throws Fault {
    Node value = value(expr);
    if (value instanceof Node.Present present && present.value() == null) return false;
    Node truth = typer.truth(new Expr.Given(expr.at(), value));
    return Boolean.TRUE.equals(((Node.Present) read(expr.at(), truth)).value());
  }

  private Node named(Expr.Name name) throws Fault {
    for (Item each : items) if (each.name().equals(name.text())) return each.node();
    return read(name.at(), typer.value(name));
  }

  private Node member(Expr.Member member) throws Fault {
    Node ofClass = isItem(member) ? null : typer.ofClass(member);
    if (ofClass != null) return read(member.at(), ofClass);
    Expr.Given target = new Expr.Given(member.target().at(), value(member.target()));
    return step(member, target, new Expr.Member(member.at(), target, member.name()));
  }

  /** Whether a dotted name begins with an element. */
  private boolean isItem(Expr expr) {
    Expr first = expr;
    while (first instanceof Expr.Member member) first = member.target();
    if (!(first instanceof Expr.Name name)) return true;
    return items.stream().anyMatch(each -> each.name().equals(name.text()));
  }

  /**
   * One step further from a value that is there. What it means for one class it means for the next
   * object of that class.
   */
  private Node step(Expr written, Expr.Given target, Expr step) throws Fault {
    if (!(target.value() instanceof Node.Present from))
      return read(written.at(), typer.value(step));
    Class<?> type = from.objectClass();
    if (type == null && from.type().isReference()) return absent(from, step);
    Map<Class<?>, Node.Apply> known =
        steps.computeIfAbsent(written, each -> new IdentityHashMap<>());
    Node.Apply same = type == null ? null : known.get(type);
    Node node =
        same == null
            ? typer.value(step)
            : new Node.Apply(same.type(), same.handle(), List.of((Node) target.value()));
    if (type != null && node instanceof Node.Apply apply && plain(apply, (Node) target.value()))
      known.put(type, apply);
    return read(written.at(), node);
  }

  private static boolean plain(Node.Apply apply, Node target) {
    return apply.operands().size() == 1 && apply.operands().get(0) == target;
  }

  /** Nothing is read from null, and a field that null could have had may be one of a subclass. */
  private Node absent(Node.Present from, Expr step) {
    try {
      return new Node.Present(typer.value(step).type(), null);
    } catch (Fault unknown) {
      scope.note("null on the way: " + unknown.getMessage());
      return new Node.Present(ValueType.OBJECT, null);
    }
  }

  /** The same, with the values of its operands; names that may be constants stay. */
  private Expr withValues(Expr expr) throws Fault {
    if (expr instanceof Expr.Minus minus)
      return minus.operand() instanceof Expr.Literal
          ? minus
          : new Expr.Minus(minus.at(), given(minus.operand()));
    if (expr instanceof Expr.Binary binary)
      return new Expr.Binary(
          binary.at(), binary.operator(), operand(binary.left()), operand(binary.right()));
    if (expr instanceof Expr.Cast cast)
      return new Expr.Cast(cast.at(), given(cast.operand()), cast.type());
    if (expr instanceof Expr.InstanceOf test)
      return new Expr.InstanceOf(test.at(), given(test.operand()), test.type());
    if (expr instanceof Expr.CausedBy test)
      return new Expr.CausedBy(test.at(), given(test.operand()), test.type());
    return expr;
  }

  private Node invoke(Expr.Invoke call) throws Fault {
    Expr.Given target = given(call.target());
    List<Expr> arguments = new ArrayList<>();
    boolean ofClass = call.name().equals("cause");
    for (Expr each : call.arguments()) arguments.add(ofClass ? each : operand(each));
    return step(call, target, new Expr.Invoke(call.at(), target, call.name(), arguments));
  }

  private Node element(Expr.Element element) throws Fault {
    Expr.Given target = given(element.target());
    return step(element, target, new Expr.Element(element.at(), target, operand(element.index())));
  }

  private Expr.Given given(Expr expr) throws Fault {
    return new Expr.Given(expr.at(), value(expr));
  }

  private Expr operand(Expr expr) throws Fault {
    boolean minus = expr instanceof Expr.Minus sign && sign.operand() instanceof Expr.Literal;
    if (minus || expr instanceof Expr.Literal) return expr;
    boolean free = expr instanceof Expr.Name name && !isItem(name) && typer.find(name) == null;
    return free ? expr : given(expr);
  }

  /** A node with its value; a secret one is still secret. */
  private Node read(int at, Node node) throws Fault {
    if (node instanceof Node.Secret secret) {
      Node.Present inner = (Node.Present) read(at, secret.inner());
      boolean secretly = Redaction.word(secret.name()) != null || inner.value() instanceof char[];
      return secretly ? new Node.Secret(inner.type(), inner, secret.at(), secret.name()) : inner;
    }
    typer.sight().check(node, at);
    Object value = unlessItFails(at, () -> reading.of(node));
    return new Node.Present(type(node.type(), value), value);
  }

  /** The very class of an object; what was known of its elements is kept. */
  private ValueType type(ValueType known, @Nullable Object value) {
    if (value == null) return known.isNull() ? ValueType.OBJECT : known;
    if (!known.isReference()) return known;
    Class<?> type =
        value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    if (type.isArray()) return ValueType.of(type.descriptorString());
    ValueType found = ValueType.reference(type.getName());
    boolean jdk = type.getClassLoader() == null;
    if (!jdk) return found;
    return known.argument(0).is("java.lang.Object") && value instanceof Map<?, ?> map
        ? found.withArguments(ofFirst(map))
        : found.withArguments(known.arguments());
  }

  /** Key and value of a map of which no more is known, as its first entry has them. */
  private List<ValueType> ofFirst(Map<?, ?> map) {
    try {
      Object keys = peek.keys(map);
      Iterator<?> each = peek.iterator(keys);
      Object key = each.hasNext() ? each.next() : null;
      return List.of(type(ValueType.OBJECT, key), ValueType.OBJECT);
    } catch (Throwable unfit) {
      return List.of();
    }
  }

  private Node each(Expr.Each each) throws Fault {
    Node source = value(each.source());
    Node checked = typer.source(new Expr.Given(each.source().at(), source));
    typer.sight().check(checked, each.source().at());
    Object value = ((Node.Present) checked).value();
    boolean any = each.kind().equals("any");
    long counted = value == null ? 0 : counted(each, value, source.type().argument(0));
    if (each.kind().equals("count")) return new Node.Present(ValueType.NUMBER, counted);
    return new Node.Present(ValueType.TRUTH, any == counted > 0);
  }

  /** How many elements fit, or fail {@code all}; one will do but for {@code count}. */
  private long counted(Expr.Each each, Object source, ValueType known) throws Fault {
    boolean all = each.kind().equals("all");
    Iterator<?> elements = unlessItFails(each.at(), () -> elements(source));
    long start = System.nanoTime();
    long counted = 0;
    for (int i = 0; unlessItFails(each.at(), elements::hasNext); i++) {
      if (i >= ELEMENTS || System.nanoTime() - start > NANOS)
        throw new Fault(
            each.at(),
            "expected at most " + ELEMENTS + " elements, and those within 2 s; there are more");
      Object element = unlessItFails(each.at(), elements::next);
      Node.Present item = new Node.Present(type(known, element), element);
      if (fits(each, item) != all) counted++;
      if (counted > 0 && !each.kind().equals("count")) return counted;
    }
    return counted;
  }

  private boolean fits(Expr.Each each, Node.Present item) throws Fault {
    if (each.condition() == null) return true;
    items.push(new Item(each.variable(), item));
    try {
      return isTrue(each.condition());
    } finally {
      items.pop();
    }
  }

  private Iterator<?> elements(Object source) throws Throwable {
    if (!source.getClass().isArray()) return peek.iterator(source);
    List<@Nullable Object> elements = new ArrayList<>();
    for (int i = 0; i < Math.min(Array.getLength(source), ELEMENTS + 1); i++)
      elements.add(Reading.element(source, i));
    return elements.iterator();
  }

  private interface Step<T> {
    T take() throws Throwable;
  }

  private static <T> T unlessItFails(int at, Step<T> step) throws Fault {
    try {
      return step.take();
    } catch (Unfit unfit) {
      throw new Fault(at, unfit.reason());
    } catch (ConcurrentModificationException | java.util.NoSuchElementException changing) {
      throw new Fault(at, "it was changed while it was read: try again");
    } catch (Error fatal) {
      throw fatal;
    } catch (Throwable failed) {
      throw new Fault(at, failed.getClass().getSimpleName() + ": " + failed.getMessage());
    }
  }
}
