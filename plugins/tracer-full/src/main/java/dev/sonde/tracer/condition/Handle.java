package dev.sonde.tracer.condition;

import dev.sonde.tracer.record.Allowed;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;

/**
 * What a probe calls to read something. Its type has carriers only, see {@link ValueType.Kind}: no
 * class of the application has to be found through it.
 */
public abstract class Handle implements Made {
  private final MethodType type;

  Handle(MethodType exact) {
    this.type = carried(exact);
  }

  public MethodType type() {
    return type;
  }

  @Override
  public final MethodHandle make() throws ReflectiveOperationException {
    MethodHandle exact = exact();
    for (Class<?> parameter : exact.type().parameterArray())
      if (parameter == int.class) return MethodHandles.explicitCastArguments(exact, type);
    return exact.asType(type);
  }

  abstract MethodHandle exact() throws ReflectiveOperationException;

  /** One that refers to classes of the JDK and of this plugin only. */
  static Handle of(MethodHandle handle) {
    return new Handle(handle.type()) {
      @Override
      MethodHandle exact() {
        return handle;
      }
    };
  }

  /** Reads a field, static or not. The lookup sees all of the class. */
  static Handle field(Lookup within, String name, Class<?> type, boolean isStatic)
      throws ReflectiveOperationException {
    Class<?> owner = within.lookupClass();
    MethodHandle now =
        isStatic
            ? within.findStaticGetter(owner, name, type)
            : within.findGetter(owner, name, type);
    return new OfClass(now.type(), owner, type) {
      @Override
      MethodHandle exact(Class<?> owner, Class<?> other) throws ReflectiveOperationException {
        Lookup again = MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
        return isStatic
            ? again.findStaticGetter(owner, name, other)
            : again.findGetter(owner, name, other);
      }
    };
  }

  /**
   * With a class as the first argument of what {@link Peek} does.
   *
   * @param name narrowed, instance, exactly or firstOf
   */
  static Handle ofClass(Peek peek, String name, Class<?> first) {
    MethodHandle free = peek.handle(name);
    return new OfClass(free.type().dropParameterTypes(0, 1), first, first) {
      @Override
      MethodHandle exact(Class<?> owner, Class<?> other) {
        return MethodHandles.insertArguments(free, 0, owner);
      }
    };
  }

  /** Calls a method of an object, whatever it does. */
  static Handle call(Lookup within, String name, MethodType type)
      throws ReflectiveOperationException {
    Class<?> owner = within.lookupClass();
    String descriptor = type.toMethodDescriptorString();
    MethodType exact = within.findVirtual(owner, name, type).type();
    return new OfClass(exact, owner, owner) {
      @Override
      MethodHandle exact(Class<?> owner, Class<?> other) throws ReflectiveOperationException {
        MethodType again =
            MethodType.fromMethodDescriptorString(descriptor, owner.getClassLoader());
        return Allowed.through(
            MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                .findVirtual(owner, name, again));
      }
    };
  }

  private static MethodType carried(MethodType exact) {
    MethodType carried = exact.changeReturnType(carrier(exact.returnType()));
    for (int i = 0; i < exact.parameterCount(); i++)
      carried = carried.changeParameterType(i, carrier(exact.parameterType(i)));
    return carried;
  }

  private static Class<?> carrier(Class<?> type) {
    if (!type.isPrimitive()) return Object.class;
    if (type == byte.class || type == short.class || type == int.class) return long.class;
    return type == float.class ? double.class : type;
  }

  /** Refers to its classes weakly. */
  private abstract static class OfClass extends Handle {
    private final WeakReference<Class<?>> owner;
    private final WeakReference<Class<?>> other;

    OfClass(MethodType exact, Class<?> owner, Class<?> other) {
      super(exact);
      this.owner = new WeakReference<>(owner);
      this.other = new WeakReference<>(other);
    }

    @Override
    final MethodHandle exact() throws ReflectiveOperationException {
      Class<?> first = owner.get();
      Class<?> second = other.get();
      if (first == null || second == null) throw new ClassNotFoundException("collected");
      return exact(first, second);
    }

    abstract MethodHandle exact(Class<?> owner, Class<?> other) throws ReflectiveOperationException;
  }
}
