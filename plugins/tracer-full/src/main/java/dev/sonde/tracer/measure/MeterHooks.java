package dev.sonde.tracer.measure;

import dev.sonde.tracer.record.Hooks;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;

/**
 * The handles that generated probes of meters call, as {@link Hooks} has those for records.
 *
 * <ul>
 *   <li>{@code enter (Object meter)long}: when the call begins
 *   <li>{@code returned, thrown (long began, Object meter)void}
 *   <li>{@code elapsed (long began, Object meter)long}
 *   <li>{@code count, countError (long nanos, Object meter)void}
 *   <li>{@code dismissed (Object meter)void}, {@code unclear (Object meter, Throwable)void}
 * </ul>
 */
public final class MeterHooks {
  private static final MethodType OF_TIME = MethodType.methodType(void.class, long.class);

  private final Lookup lookup = MethodHandles.lookup();
  private final Hooks hooks;
  public final MethodHandle enter;
  public final MethodHandle returned;
  public final MethodHandle thrown;
  public final MethodHandle elapsed;
  public final MethodHandle count;
  public final MethodHandle countError;
  public final MethodHandle dismissed;
  public final MethodHandle unclear;

  public MeterHooks(Hooks hooks) throws ReflectiveOperationException {
    this.hooks = hooks;
    enter = running("enter", MethodType.methodType(long.class, long.class));
    returned = meterLast(running("returned", OF_TIME.appendParameterTypes(long.class)));
    thrown = meterLast(running("thrown", OF_TIME.appendParameterTypes(long.class)));
    elapsed = meterLast(erased("elapsed", OF_TIME.changeReturnType(long.class)));
    count = meterLast(running("count", OF_TIME.appendParameterTypes(long.class)));
    countError = meterLast(running("countError", OF_TIME.appendParameterTypes(long.class)));
    dismissed = running("dismissed", OF_TIME);
    unclear = erased("unclear", MethodType.methodType(void.class, Throwable.class));
    for (MethodHandle each :
        new MethodHandle[] {
          enter, returned, thrown, elapsed, count, countError, dismissed, unclear
        }) hooks.customized(each);
  }

  private MethodHandle erased(String name, MethodType of) throws ReflectiveOperationException {
    MethodHandle handle = lookup.findVirtual(Meter.class, name, of);
    return handle.asType(handle.type().changeParameterType(0, Object.class));
  }

  /** The last parameter, the thread that runs, is filled in. */
  private MethodHandle running(String name, MethodType of) throws ReflectiveOperationException {
    return MethodHandles.collectArguments(erased(name, of), of.parameterCount(), hooks.runner());
  }

  private static MethodHandle meterLast(MethodHandle handle) {
    MethodType type = handle.type();
    MethodType turned =
        MethodType.methodType(type.returnType(), type.parameterType(1), type.parameterType(0));
    return MethodHandles.permuteArguments(handle, turned, 1, 0);
  }
}
