package dev.sonde.tracer.record;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ObjDoubleConsumer;
import java.util.function.ObjIntConsumer;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a generated probe does with its {@link Probe}, or with the record of a call: as
 * interfaces of the JDK, for each of which a handle would cost the JVM classes that stay. What
 * costs a call most, the {@link Straight} way, goes by handles ({@link Hooks}).
 *
 * <p>A record, for what stands in one is constant for the JIT compiler where the record is.
 *
 * @param does a constant of this class, or the index of an argument
 */
public record Door(Probe probe, int does, Shape shape)
    implements Supplier<@Nullable Object>,
        Function<Object, @Nullable Object>,
        Consumer<Object>,
        BiConsumer<Object, @Nullable Object>,
        ObjIntConsumer<Object>,
        ObjLongConsumer<Object>,
        ObjDoubleConsumer<Object> {
  /** {@code get()}: the record of a call that begins, or null. */
  public static final int BEGIN = -1;

  /** {@code apply(record)}: the token. */
  public static final int ENTERED = -2;

  /** {@code accept(token, value)}, or {@code accept(token)}, by the result's shape. */
  public static final int RETURNED = -3;

  /** {@code accept(token, throwable)}. */
  public static final int THROWN = -4;

  /**
   * {@code apply(token)}: the record of a call that ends, for which callers are looked for now, and
   * which then stands for the token; null: nothing is delivered.
   */
  public static final int CLOSING = -5;

  /** {@code accept(record, callers)}. */
  public static final int CALLED = -6;

  /** {@code accept(throwable)}: a failure of the probe itself. */
  public static final int FAILED = -7;

  private MethodProbe calls() {
    return (MethodProbe) probe;
  }

  @Override
  public @Nullable Object get() {
    return calls().begin(thread());
  }

  private static long thread() {
    try {
      return Threads.currentId();
    } catch (RuntimeException | Error failed) {
      throw failed;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public @Nullable Object apply(Object call) {
    return does == CLOSING ? calls().closing(call) : ((CallRecord) call).entered();
  }

  @Override
  public void accept(Object given) {
    if (does == FAILED) probe.failed(thread(), (Throwable) given);
    else calls().returned(given);
  }

  @Override
  public void accept(Object call, @Nullable Object value) {
    if (does >= 0) ((CallRecord) call).object(does, value);
    else if (does == RETURNED) calls().returnedObject(value, call);
    else if (does == THROWN) calls().thrown(value, call);
    else ((CallRecord) call).called(value);
  }

  @Override
  public void accept(Object call, int value) {
    if (shape == Shape.TRUTH) truth(call, value != 0);
    else if (shape == Shape.CHARACTER) character(call, (char) value);
    else single(call, Float.intBitsToFloat(value));
  }

  private void truth(Object call, boolean value) {
    if (does >= 0) ((CallRecord) call).truth(does, value);
    else calls().returnedTruth(value, call);
  }

  private void character(Object call, char value) {
    if (does >= 0) ((CallRecord) call).character(does, value);
    else calls().returnedCharacter(value, call);
  }

  private void single(Object call, float value) {
    if (does >= 0) ((CallRecord) call).single(does, value);
    else calls().returnedSingle(value, call);
  }

  @Override
  public void accept(Object call, long value) {
    if (does >= 0) ((CallRecord) call).integer(does, value);
    else calls().returnedInteger(value, call);
  }

  @Override
  public void accept(Object call, double value) {
    if (does >= 0) ((CallRecord) call).real(does, value);
    else calls().returnedReal(value, call);
  }
}
