package com.acme;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.IntUnaryOperator;

/** Classes that patterns choose by what they extend, carry, stand for, or how old they are. */
final class Sorts {
  private static final ThreadPoolExecutor POOL =
      (ThreadPoolExecutor) Executors.newFixedThreadPool(1, Sorts::daemon);

  private Sorts() {}

  static void shapes(Map<String, Shape> shapes) throws ReflectiveOperationException {
    Repo memory = new MemoryRepo();
    Repo other = new OtherRepo();
    shapes.put("repo", i -> Shape.same(memory.find("" + i), other.find("" + i)));
    Repo cglib = new MemoryRepo$$SpringCGLIB$$0(memory);
    Repo proxy = proxy(cglib);
    shapes.put("proxied", i -> Shape.same("" + i, proxy.find("" + i)));
    Lonely lonely = (Lonely) Proxy.newProxyInstance(loader(), new Class<?>[] {Lonely.class}, (self, m, args) -> args[0]);
    shapes.put("lonely", i -> Shape.same("" + i, lonely.seek("" + i)));
    Endpoint endpoint = new Endpoint();
    shapes.put("endpoint", i -> Shape.same(i + 1, endpoint.get(i) + endpoint.plain()));
    shapes.put("uri", i -> Shape.same("/" + i, URI.create("http://localhost/" + i).getPath()));
    shapes.put("pool", i -> Shape.same(i, POOL.submit(() -> i).get()));
    shapes.put("busy", i -> busy(memory));
    IntUnaryOperator old = (IntUnaryOperator) new Old().loadClass("com.acme.Guest").getConstructor().newInstance();
    shapes.put("old", i -> Shape.same(i * 3, old.applyAsInt(i)));
    WeakReference<?>[] gone = new WeakReference<?>[1];
    IntUnaryOperator[] current = new IntUnaryOperator[1];
    shapes.put("deploy", i -> deploy(current, gone));
    shapes.put("deployed", i -> Shape.same(i * 3, current[0].applyAsInt(i)));
    shapes.put("collected", i -> collected(gone[0]));
  }

  /** A call every millisecond, for a tenth of a second. */
  private static void busy(Repo repo) throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      repo.find("x");
      Thread.sleep(1);
    }
  }

  private static void deploy(IntUnaryOperator[] current, WeakReference<?>[] gone) throws ReflectiveOperationException {
    if (current[0] != null) gone[0] = new WeakReference<>(current[0].getClass().getClassLoader());
    current[0] = (IntUnaryOperator) new Old().loadClass("com.acme.Deployed").getConstructor().newInstance();
  }

  private static void collected(WeakReference<?> gone) throws InterruptedException {
    for (int i = 0; gone.get() != null; i++) {
      if (i > 1200) throw new IllegalStateException("the old loader is not collected");
      System.gc();
      Thread.sleep(50);
    }
  }

  private static Repo proxy(Repo behind) {
    return (Repo)
        Proxy.newProxyInstance(loader(), new Class<?>[] {Repo.class}, (self, method, args) -> method.invoke(behind, args));
  }

  private static ClassLoader loader() {
    return Sorts.class.getClassLoader();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "pool");
    thread.setDaemon(true);
    return thread;
  }

  @Retention(RetentionPolicy.CLASS)
  @interface Watched {}

  interface Repo {
    String find(String id);
  }

  interface Lonely {
    String seek(String id);
  }

  static class MemoryRepo implements Repo {
    @Override
    public String find(String id) {
      return id;
    }
  }

  static class OtherRepo implements Repo {
    @Override
    public String find(String id) {
      return id;
    }
  }

  /** As Spring makes them. */
  static class MemoryRepo$$SpringCGLIB$$0 extends MemoryRepo {
    private final Repo behind;

    MemoryRepo$$SpringCGLIB$$0(Repo behind) {
      this.behind = behind;
    }

    @Override
    public String find(String id) {
      return behind.find(id);
    }
  }

  static class Endpoint {
    @Watched
    int get(int i) {
      return i;
    }

    int plain() {
      return 1;
    }
  }

  /** Defines Guest as a class file of Java 1.4, Deployed as it is. */
  private static final class Old extends ClassLoader {
    private static final int JAVA_1_4 = 48;

    Old() {
      super(null);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = bytes("/" + name.replace('.', '/') + ".class");
      if (bytes == null) throw new ClassNotFoundException(name);
      return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
      byte[] bytes = bytes("/" + name);
      return bytes == null ? null : new ByteArrayInputStream(bytes);
    }

    private static byte[] bytes(String file) {
      try (InputStream in = Sorts.class.getResourceAsStream(file)) {
        if (in == null) return null;
        byte[] bytes = in.readAllBytes();
        if (file.endsWith("Guest.class")) bytes[7] = JAVA_1_4;
        return bytes;
      } catch (IOException unreadable) {
        return null;
      }
    }
  }
}
