package dev.sonde.target;

import java.lang.instrument.ClassDefinition;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The session's instrumentation as one plugin has it: for looking only until changes are allowed,
 * takes no change that could not be undone, knows which transformers are still registered (one that
 * is forgotten keeps its loader for ever), and is taken back at the end.
 */
final class BorrowedInstrumentation implements Instrumentation {
  private final Set<ClassFileTransformer> registered =
      Collections.newSetFromMap(new IdentityHashMap<>());
  private final String borrower;
  private @Nullable Instrumentation lender;
  private boolean changing;

  /**
   * @param borrower how errors name the plugin
   */
  BorrowedInstrumentation(Instrumentation lender, String borrower) {
    this.lender = lender;
    this.borrower = borrower;
  }

  /** For good: what was changed has to be changed back, also under a policy that forbids more. */
  synchronized void allowChanges() {
    changing = true;
  }

  private synchronized Instrumentation changer() {
    if (changing) return lender();
    throw new SecurityException(
        "expected capability 'instrument' to be granted to " + borrower + ", it may only look");
  }

  /**
   * Takes the instrumentation back, and what was registered out. Answers with the names of the
   * transformers that were still there.
   */
  synchronized List<String> giveBack() {
    List<String> left = new ArrayList<>();
    for (ClassFileTransformer each : List.copyOf(registered)) {
      removeTransformer(each);
      left.add(each.getClass().getName());
    }
    lender = null;
    return left;
  }

  private synchronized Instrumentation lender() {
    if (lender == null)
      throw new IllegalStateException("expected a plugin that is loaded, it was unloaded");
    return lender;
  }

  @Override
  public synchronized void addTransformer(
      ClassFileTransformer transformer, boolean canRetransform) {
    changer().addTransformer(transformer, canRetransform);
    registered.add(transformer);
  }

  @Override
  public void addTransformer(ClassFileTransformer transformer) {
    addTransformer(transformer, false);
  }

  @Override
  public synchronized boolean removeTransformer(ClassFileTransformer transformer) {
    registered.remove(transformer);
    return lender().removeTransformer(transformer);
  }

  @Override
  public boolean isRetransformClassesSupported() {
    return lender().isRetransformClassesSupported();
  }

  @Override
  public void retransformClasses(Class<?>... classes) throws UnmodifiableClassException {
    changer().retransformClasses(classes);
  }

  @Override
  public boolean isRedefineClassesSupported() {
    return lender().isRedefineClassesSupported();
  }

  @Override
  public void redefineClasses(ClassDefinition... definitions)
      throws ClassNotFoundException, UnmodifiableClassException {
    changer().redefineClasses(definitions);
  }

  @Override
  public boolean isModifiableClass(Class<?> type) {
    return lender().isModifiableClass(type);
  }

  @Override
  @SuppressWarnings("rawtypes") // the JDK's own signature
  public Class[] getAllLoadedClasses() {
    return lender().getAllLoadedClasses();
  }

  @Override
  @SuppressWarnings("rawtypes") // the JDK's own signature
  public Class[] getInitiatedClasses(@Nullable ClassLoader loader) {
    return lender().getInitiatedClasses(loader);
  }

  @Override
  public long getObjectSize(Object object) {
    return lender().getObjectSize(object);
  }

  @Override
  public void appendToBootstrapClassLoaderSearch(JarFile jar) {
    throw new UnsupportedOperationException("a jar on the boot path could never be removed");
  }

  @Override
  public void appendToSystemClassLoaderSearch(JarFile jar) {
    throw new UnsupportedOperationException("a jar on the class path could never be removed");
  }

  @Override
  public boolean isNativeMethodPrefixSupported() {
    return false;
  }

  @Override
  public void setNativeMethodPrefix(ClassFileTransformer transformer, String prefix) {
    throw new UnsupportedOperationException("a native method prefix could not be undone");
  }

  @Override
  public void redefineModule(
      Module module,
      Set<Module> extraReads,
      Map<String, Set<Module>> extraExports,
      Map<String, Set<Module>> extraOpens,
      Set<Class<?>> extraUses,
      Map<Class<?>, List<Class<?>>> extraProvides) {
    changer()
        .redefineModule(module, extraReads, extraExports, extraOpens, extraUses, extraProvides);
  }

  @Override
  public boolean isModifiableModule(Module module) {
    return lender().isModifiableModule(module);
  }
}
