package dev.sonde.tracer.condition;

import dev.sonde.tracer.condition.Members.FieldOf;
import dev.sonde.tracer.condition.Members.MethodOf;
import dev.sonde.tracer.words.Fault;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Sees through getters: a call whose bytecode only returns a field is that field. Where the method
 * can be overridden, each class that is loaded now is looked at, and an object of any other fails
 * the condition.
 */
final class Getters {
  private static final int MOST_CLASSES = 16;

  private final Fields fields;
  private final Scope scope;
  private final Classes classes;
  private final Peek peek;
  private final Privacy sight;
  private final boolean allowed;

  Getters(Fields fields, Scope scope, Classes classes, Peek peek, Privacy sight, boolean allowed) {
    this.sight = sight;
    this.peek = peek;
    this.fields = fields;
    this.scope = scope;
    this.classes = classes;
    this.allowed = allowed;
  }

  /** Null: the type has no such getter, or it does more in each class. */
  @Nullable Node of(int at, Node target, Class<?> type, String name) throws Fault {
    MethodOf declared = null;
    Class<?> owner = null;
    for (Class<?> each : Calls.hierarchy(type)) {
      MethodOf method = classes.members(each).getter(name);
      if (method == null || declared != null) continue;
      declared = method;
      owner = each;
    }
    if (declared == null || owner == null) return null;
    boolean fixed =
        target instanceof Node.Present
            || Modifier.isFinal(type.getModifiers() | declared.access())
            || Modifier.isPrivate(declared.access());
    Node found = null;
    if (!fixed) found = dispatched(at, target, type, owner, declared);
    else if (declared.field() != null) found = field(at, target, owner, declared);
    return found == null ? null : sight.shown(at, name, found);
  }

  /** The class that implements a getter for some classes, all by the same field. */
  private static final class Reading {
    final List<Class<?>> classes = new ArrayList<>();
    final Node.Apply read;

    Reading(Node.Apply read) {
      this.read = read;
    }
  }

  private @Nullable Node dispatched(
      int at, Node target, Class<?> type, Class<?> owner, MethodOf declared) throws Fault {
    Map<Class<?>, Reading> byOwner = new IdentityHashMap<>();
    List<String> others = new ArrayList<>();
    for (Class<?> each : classes.concrete(type)) {
      Class<?> implementing = implementing(each, declared.name());
      if (implementing == null) {
        others.add(each.getName());
        continue;
      }
      Reading known = byOwner.get(implementing);
      if (known == null) {
        MethodOf method = classes.members(implementing).getter(declared.name());
        known = new Reading(field(at, target, implementing, method));
        byOwner.put(implementing, known);
      }
      known.classes.add(each);
    }
    if (byOwner.isEmpty() || allowed && !others.isEmpty()) return null;
    tell(at, declared.name(), byOwner, others);
    List<Node.Case> cases = new ArrayList<>();
    for (Reading each : byOwner.values())
      cases.add(
          new Node.Case(each.classes.stream().map(Getters::weak).toList(), each.read.handle()));
    MethodHandle unknown =
        MethodHandles.insertArguments(peek.handle("unknown"), 0, declared.name());
    return new Node.Dispatch(result(target, owner, declared), target, cases, Handle.of(unknown));
  }

  private void tell(int at, String name, Map<Class<?>, Reading> byOwner, List<String> others)
      throws Fault {
    int count = byOwner.values().stream().mapToInt(each -> each.classes.size()).sum();
    if (count > MOST_CLASSES)
      throw new Fault(
          at,
          name
              + " has "
              + count
              + " classes that implement it: cast to one, as in (com.acme.Vip) customer, or --allow-calls");
    if (!others.isEmpty())
      scope.note(
          name
              + " of "
              + others.get(0)
              + (others.size() > 1 ? " and " + (others.size() - 1) + " more classes" : "")
              + " runs code: the condition fails for such objects; --allow-calls allows it");
  }

  /** The class whose method answers, if it only returns a field; null: it does more. */
  private @Nullable Class<?> implementing(Class<?> type, String name) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      MethodOf method = classes.members(each).getter(name);
      if (method != null) return method.field() == null ? null : each;
    }
    return null;
  }

  private Node.Apply field(int at, Node target, Class<?> from, MethodOf method) throws Fault {
    for (Class<?> each = from; each != null; each = each.getSuperclass()) {
      FieldOf field = classes.members(each).field(method.field().name());
      if (field == null || !field.descriptor().equals(method.field().descriptor())) continue;
      Node.Apply read = fields.read(at, target, each, field, target.type());
      return new Node.Apply(result(target, from, method), read.handle(), read.operands());
    }
    throw new Fault(at, from.getName() + " has no field " + method.field().name());
  }

  private ValueType result(Node target, Class<?> owner, MethodOf method) {
    return Generic.of(
        Type.getReturnType(method.descriptor()).getDescriptor(),
        method.signature() == null
            ? null
            : method.signature().substring(method.signature().indexOf(')') + 1),
        classes.members(owner).variables(target.type()));
  }

  private static Made weak(Class<?> type) {
    WeakReference<Class<?>> reference = new WeakReference<>(type);
    return () -> {
      Class<?> found = reference.get();
      if (found == null) throw new ClassNotFoundException("collected");
      return found;
    };
  }
}
