package dev.sonde.tracer.condition;

import dev.sonde.tracer.condition.Members.FieldOf;
import dev.sonde.tracer.words.Fault;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** Finds fields, private ones too, and makes what reads them. */
final class Fields {
  private final Scope scope;
  private final Classes classes;
  private final Privacy sight;

  Fields(Scope scope, Classes classes, Privacy sight) {
    this.scope = scope;
    this.classes = classes;
    this.sight = sight;
  }

  /** A field of the traced object or class; null: it has none. */
  @Nullable Node own(int at, String name) throws Fault {
    return hasOwn(name) ? of(at, scope.self(), scope.traced(), name) : null;
  }

  boolean hasOwn(String name) {
    for (Class<?> each = scope.traced(); each != null; each = each.getSuperclass()) {
      FieldOf field = classes.members(each).field(name);
      if (field != null) return scope.self() != null || field.isStatic();
    }
    return false;
  }

  /**
   * A field of a class or of those that it extends; null: there is none.
   *
   * @param target null: only static ones
   */
  @Nullable Node of(int at, @Nullable Node target, Class<?> type, String name) throws Fault {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      FieldOf field = classes.members(each).field(name);
      if (field == null || target == null && !field.isStatic()) continue;
      if (scope.wantsObjects() && typeOf(field, each) == null) return absent(field);
      ValueType of = target == null ? ValueType.OBJECT : target.type();
      return sight.shown(at, name, read(at, target, each, field, of));
    }
    return null;
  }

  private @Nullable Class<?> typeOf(FieldOf field, Class<?> owner) {
    return classes.find(Type.getType(field.descriptor()), owner.getClassLoader());
  }

  /** Of a class that is not loaded there is no object. */
  private Node absent(FieldOf field) {
    ValueType type = ValueType.of(field.descriptor());
    scope.note(field.name() + " is null: " + type.name() + " is not loaded");
    return new Node.Present(type, null);
  }

  Node.Apply read(int at, @Nullable Node target, Class<?> owner, FieldOf field, ValueType of)
      throws Fault {
    Class<?> fieldType = typeOf(field, owner);
    if (fieldType == null)
      throw new Fault(
          at,
          Type.getType(field.descriptor()).getClassName()
              + ", the type of "
              + field.name()
              + ", is not loaded: no such object can be there yet",
          true);
    Lookup within = classes.within(owner);
    if (within == null) throw new Fault(at, owner.getName() + " cannot be opened");
    try {
      if (field.isStatic() && !scope.initialised(owner, classes))
        throw Fault.uninitialised(at, owner);
      Handle handle = Handle.field(within, field.name(), fieldType, field.isStatic());
      ValueType type =
          Generic.of(field.descriptor(), field.signature(), classes.members(owner).variables(of));
      List<Node> operands = field.isStatic() || target == null ? List.of() : List.of(target);
      return new Node.Apply(type, handle, operands);
    } catch (ReflectiveOperationException | LinkageError other) {
      throw new Fault(at, owner.getName() + " is loaded without its field " + field.name());
    }
  }
}
