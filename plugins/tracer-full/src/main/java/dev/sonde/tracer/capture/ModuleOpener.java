package dev.sonde.tracer.capture;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/**
 * Opens packages to the plugin's own module through the session's instrumentation; unnamed modules
 * are open already.
 */
public final class ModuleOpener implements Opener {
  private final Instrumentation instrumentation;

  public ModuleOpener(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  @Override
  public boolean open(Class<?> type) {
    Module module = type.getModule();
    Module own = ModuleOpener.class.getModule();
    if (module.isOpen(type.getPackageName(), own)) return true;
    try {
      instrumentation.redefineModule(
          module,
          Set.of(),
          Map.of(),
          Map.of(type.getPackageName(), Set.of(own)),
          Set.of(),
          Map.of());
      return true;
    } catch (RuntimeException refused) {
      return false;
    }
  }
}
