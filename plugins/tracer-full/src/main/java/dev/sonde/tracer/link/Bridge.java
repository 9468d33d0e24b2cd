package dev.sonde.tracer.link;

import dev.sonde.api.UsageException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;

/**
 * {@code java.lang.SondeBridge1}: the one class that woven code refers to. Every loader sees it,
 * also one that delegates {@code java.*} only. All sessions of a JVM share it; the first one
 * defines it.
 */
public final class Bridge {
  /** As the removal report names it. */
  public static final String CLASS = "SondeBridge1";

  /**
   * What a woven class needs to link: found beforehand, so that linking never calls a loader of the
   * application.
   */
  private static final List<String> NEEDED =
      List.of(
          "java.lang.SondeBridge1",
          "java.lang.Object",
          "java.lang.String",
          "java.lang.Throwable",
          "java.util.List",
          "java.lang.invoke.CallSite",
          "java.lang.invoke.MethodHandle",
          "java.lang.invoke.MethodHandles",
          "java.lang.invoke.MethodHandles$Lookup",
          "java.lang.invoke.MethodType");

  private final AtomicReferenceArray<@Nullable Object> slots;
  private final AtomicReferenceArray<@Nullable Object> listeners;
  private final @Nullable MethodHandle within;

  private Bridge(
      AtomicReferenceArray<@Nullable Object> slots,
      AtomicReferenceArray<@Nullable Object> listeners,
      @Nullable MethodHandle within) {
    this.slots = slots;
    this.listeners = listeners;
    this.within = within;
  }

  /**
   * Opens java.lang and java.lang.invoke to this plugin's own module, and finds the bridge or,
   * where there is none, defines it.
   *
   * @throws UsageException SONDE-BRIDGE where a class of that name is another one
   */
  public static Bridge open(Instrumentation instrumentation)
      throws UsageException, ReflectiveOperationException {
    Set<Module> own = Set.of(Bridge.class.getModule());
    Map<String, Set<Module>> opens = Map.of("java.lang", own, "java.lang.invoke", own);
    instrumentation.redefineModule(
        Object.class.getModule(), Set.of(), Map.of(), opens, Set.of(), Map.of());
    Class<?> found = find();
    return of(found == null ? defined() : found);
  }

  /**
   * The one that this class is, if it has the members that its name stands for. Its slots are read
   * once, and not set through its methods: for each shape of a handle that is called the JVM makes
   * classes, which stay.
   */
  static Bridge of(Class<?> type) throws UsageException, ReflectiveOperationException {
    check(type, "link", BridgeClass.LINK);
    check(type, "tell", BridgeClass.TELL);
    check(type, "set", BridgeClass.SET);
    check(type, "listen", BridgeClass.LISTEN);
    Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    lookup.ensureInitialized(type);
    return new Bridge(slots(lookup, "slots"), slots(lookup, "listeners"), within());
  }

  private static void check(Class<?> type, String name, String descriptor) throws UsageException {
    MethodType expected = MethodType.fromMethodDescriptorString(descriptor, null);
    try {
      Method found = type.getDeclaredMethod(name, expected.parameterArray());
      if (found.getReturnType() == expected.returnType() && Modifier.isStatic(found.getModifiers()))
        return;
    } catch (NoSuchMethodException other) {
      // refused below
    }
    throw other("method " + name);
  }

  @SuppressWarnings("unchecked")
  private static AtomicReferenceArray<@Nullable Object> slots(Lookup lookup, String name)
      throws UsageException {
    try {
      MethodHandle read =
          lookup.findStaticGetter(lookup.lookupClass(), name, AtomicReferenceArray.class);
      return (AtomicReferenceArray<@Nullable Object>) (AtomicReferenceArray<?>) read.invokeExact();
    } catch (NoSuchFieldException | IllegalAccessException other) {
      throw other("field " + name);
    } catch (RuntimeException | Error failed) {
      throw failed;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static UsageException other(String member) {
    return new UsageException(
        "SONDE-BRIDGE",
        "expected the class "
            + CLASS
            + " as this Sonde makes it, got another one of that name, without its "
            + member
            + ": somebody else has defined it, and it stays until the JVM ends; start the JVM"
            + " anew, or trace it with the Sonde that was there before");
  }

  /**
   * The constructor behind {@link MethodHandles#lookup}; null if this JDK has it no more. A handle:
   * what is reflected often makes the JDK before 18 generate a class that stays.
   */
  private static @Nullable MethodHandle within() {
    try {
      Constructor<Lookup> constructor = Lookup.class.getDeclaredConstructor(Class.class);
      constructor.setAccessible(true);
      return MethodHandles.lookup().unreflectConstructor(constructor);
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      return null;
    }
  }

  /**
   * A lookup as this class itself would make it. {@link MethodHandles#privateLookupIn} makes less:
   * across modules, no hidden class can be defined through it. Null: not on this JDK.
   */
  public @Nullable Lookup within(Class<?> type) {
    try {
      return within == null ? null : (Lookup) within.invokeExact(type);
    } catch (Error fatal) {
      throw fatal;
    } catch (Throwable refused) {
      return null;
    }
  }

  /** Not made and refused once more for each session: a JVM keeps something of each attempt. */
  private static Class<?> defined() throws ReflectiveOperationException {
    byte[] bytes = BridgeClass.bytes();
    try {
      return MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup()).defineClass(bytes);
    } catch (LinkageError somebodyWasFirst) {
      return Class.forName(BridgeClass.NAME.replace('/', '.'), true, null);
    }
  }

  /** Whether some session, maybe an earlier one, has defined the bridge. */
  public static boolean exists() {
    return find() != null;
  }

  private static @Nullable Class<?> find() {
    try {
      return Class.forName(BridgeClass.NAME.replace('/', '.'), false, null);
    } catch (ClassNotFoundException none) {
      return null;
    }
  }

  /** The size of the class that stays, in bytes. */
  public static int size() {
    return BridgeClass.bytes().length;
  }

  /** The bootstrap method of woven call sites, whose names are {@link #named}. */
  public static Handle link() {
    return new Handle(Opcodes.H_INVOKESTATIC, BridgeClass.NAME, "link", BridgeClass.LINK, false);
  }

  /**
   * The name of a call site that links to a slot. As a static argument the slot's number would have
   * to be unboxed by the JVM, which makes and loads some 12 classes for it on JDK 17, 19 on 25.
   */
  public static String named(int slot, String site) {
    return (char) (BridgeClass.FIRST + slot) + site;
  }

  /** The class that {@link #TELL} is in. */
  public static final String OWNER = BridgeClass.NAME;

  /** The type of {@code tell(slot, site, values)}, what woven code calls without invokedynamic. */
  public static final String TELL = BridgeClass.TELL;

  /**
   * Takes a free slot.
   *
   * @param linker of type {@code (Lookup, String, MethodType)CallSite}; runs in the application's
   *     threads
   * @throws UsageException SONDE-BUSY
   */
  public Slot take(MethodHandle linker) throws UsageException {
    for (int number = 0; number < BridgeClass.SLOTS; number++)
      if (set(number, null, linker)) return new Slot(this, number, linker);
    throw new UsageException(
        "SONDE-BUSY",
        "expected a free slot, all "
            + BridgeClass.SLOTS
            + " traces of this JVM are taken: end one with `sonde stop`");
  }

  /**
   * False when woven code in this loader could not link. Asks the loader, so that the JVM remembers
   * the answers.
   */
  public boolean visibleFrom(@Nullable ClassLoader loader) {
    try {
      for (String name : NEEDED)
        if (Class.forName(name, false, loader) != Class.forName(name, false, null)) return false;
      return true;
    } catch (ClassNotFoundException | LinkageError | RuntimeException hidden) {
      return false;
    }
  }

  boolean listen(
      int number,
      @Nullable BiFunction<Object, Object, @Nullable Object> expected,
      @Nullable BiFunction<Object, Object, @Nullable Object> listener) {
    return listeners.compareAndSet(number, expected, listener);
  }

  boolean set(int number, @Nullable MethodHandle expected, @Nullable MethodHandle linker) {
    return slots.compareAndSet(number, expected, linker);
  }
}
