package com.acme;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a person does who pasted the bootstrap: a class {@code Sonde}, without a package, that this program knows by name only. */
final class Pasted {
  private Pasted() {}

  static String fetch(String url, int length, String sha256, long millis) throws Exception {
    Method fetch = Class.forName("Sonde").getDeclaredMethod("fetch", String.class, int.class, String.class, long.class);
    fetch.setAccessible(true);
    return refusalOr(() -> ((byte[]) fetch.invoke(null, url, length, sha256, millis)).length + " bytes");
  }

  /** Opens a jar and loads a class of it. */
  static String open(String file, String name) throws Exception {
    Constructor<?> make = Class.forName("Sonde").getDeclaredConstructor(String.class, Instrumentation.class);
    make.setAccessible(true);
    Method open = make.getDeclaringClass().getDeclaredMethod("open", byte[].class);
    open.setAccessible(true);
    ClassLoader loader = (ClassLoader) make.newInstance(null, null);
    return refusalOr(() -> {
      open.invoke(loader, (Object) Files.readAllBytes(Path.of(file)));
      return "loaded " + loader.loadClass(name);
    });
  }

  /** Runs words of the console. */
  static String run(String... words) throws Exception {
    Method run = Class.forName("Sonde").getMethod("run", Object[].class);
    return refusalOr(() -> String.valueOf(run.invoke(null, (Object) words))).replace("\n", " / ");
  }

  private interface Action {
    String run() throws Exception;
  }

  private static String refusalOr(Action action) throws Exception {
    try {
      return action.run();
    } catch (InvocationTargetException thrown) {
      return "refused " + thrown.getCause().getMessage();
    } catch (ClassNotFoundException | LinkageError | SecurityException failed) {
      return "refused " + failed;
    }
  }
}
