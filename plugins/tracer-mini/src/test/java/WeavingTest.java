import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.net.FileNameMap;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Every method of programs that nobody here wrote is woven; the JVM verifies the result and runs
 * it.
 */
class WeavingTest {
  /**
   * Their names tell that a method was larger than can be woven, or speaks of a class that is not
   * there.
   */
  private static final String ALLOWED =
      "\\(left alone: java.lang.(IllegalStateException: too large to be compiled|TypeNotPresentException: .*)\\)";

  private final Set<String> left = new TreeSet<>();
  private int woven;

  @Test
  void methodsOfH2_woven_areVerifiedAndWork() throws Exception {
    Loader loader = weave("org.h2.Driver");
    assertThat(woven).isGreaterThan(8_000);
    FileNameMap before = URLConnection.getFileNameMap();
    URLConnection.setFileNameMap(new Passing(before));
    try {
      assertThat(query(loader, "asked")).isEqualTo("3 rows, sum 66");
      assertThat(Passing.asked).isGreaterThan(1000);
    } finally {
      URLConnection.setFileNameMap(before);
    }
    // What stands in the place of the trace answers no question: the code goes on all the same.
    assertThat(query(loader, "alone")).isEqualTo("3 rows, sum 66");
  }

  @Test
  void methodsOfAsm_woven_areVerified() throws Exception {
    weave("org.objectweb.asm.ClassReader");
    assertThat(woven).isGreaterThan(400);
  }

  @Test
  void pool_onlyGrows_andTheVersionStays() throws Exception {
    byte[] before = WeavingTest.class.getResourceAsStream("/org/h2/Driver.class").readAllBytes();
    byte[] after = woven(Class.forName("org.h2.Driver"), "connect", before);
    ClassReader old = new ClassReader(before);
    assertThat(after).startsWith(Arrays.copyOf(before, 8));
    int pool = old.header - 10;
    assertThat(Arrays.copyOfRange(after, 10, 10 + pool))
        .isEqualTo(Arrays.copyOfRange(before, 10, 10 + pool));
    assertThat(new ClassReader(after).getItemCount()).isGreaterThan(old.getItemCount());
  }

  private static String query(Loader loader, String name) throws Exception {
    Driver driver =
        (Driver) loader.loadClass("org.h2.Driver").getDeclaredConstructor().newInstance();
    try (Connection db = driver.connect("jdbc:h2:mem:" + name, new Properties())) {
      db.createStatement().execute("create table t(id int primary key, name varchar)");
      for (int i : new int[] {11, 22, 33})
        db.createStatement().execute("insert into t values(" + i + ", 'n' || " + i + ")");
      ResultSet found =
          db.createStatement()
              .executeQuery("select count(*), sum(id) from t where name like 'n%' and id > 5");
      assertThat(found.next()).isTrue();
      return found.getInt(1) + " rows, sum " + found.getLong(2);
    }
  }

  /**
   * All classes of the jar that has this one, each with all its methods woven, linked by the JVM.
   */
  private Loader weave(String member) throws Exception {
    Path jar =
        Path.of(Class.forName(member).getProtectionDomain().getCodeSource().getLocation().toURI());
    Map<String, byte[]> classes = read(jar);
    Loader originals = new Loader(classes);
    Map<String, byte[]> changed = new TreeMap<>();
    for (Map.Entry<String, byte[]> each : classes.entrySet())
      changed.put(each.getKey(), changed(originals, each.getKey(), each.getValue()));
    assertThat(left).allMatch(each -> each.matches(ALLOWED));
    Loader loader = new Loader(changed);
    for (String name : classes.keySet())
      if (!Arrays.equals(classes.get(name), changed.get(name)))
        assertThat(links(loader.loadClass(name))).as(name).isTrue();
    return loader;
  }

  /**
   * {@code getDeclaredMethods} links, and that verifies. What the original cannot do either, for
   * want of a library, is no failure.
   */
  private static boolean links(Class<?> type) {
    try {
      return type.getDeclaredMethods() != null;
    } catch (NoClassDefFoundError missing) {
      return false;
    }
  }

  private byte[] changed(Loader originals, String name, byte[] bytes) throws Exception {
    byte[] result = bytes;
    try {
      Class<?> type = originals.loadClass(name);
      if (links(type))
        for (String method : methods(bytes)) {
          byte[] next = woven(type, method, result);
          if (next != null) woven++;
          if (next != null) result = next;
        }
    } catch (NoClassDefFoundError missing) { // it extends a class of that library
    }
    return result;
  }

  private byte[] woven(Class<?> type, String method, byte[] bytes) throws Exception {
    TracerMini trace =
        new TracerMini(null, type.getName(), method, 1, OutputStream.nullOutputStream());
    set(trace, "live", true);
    this.<List<Class<?>>>get(trace, "types").add(type);
    byte[] result = trace.transform(null, null, type, null, bytes);
    this.<Set<String>>get(trace, "alike").stream()
        .filter(each -> each.startsWith("("))
        .forEach(left::add);
    return result;
  }

  private static void set(TracerMini trace, String name, Object value) throws Exception {
    field(name).set(trace, value);
  }

  @SuppressWarnings("unchecked") // the test knows the fields
  private <T> T get(TracerMini trace, String name) throws Exception {
    return (T) field(name).get(trace);
  }

  private static Field field(String name) throws Exception {
    Field field = TracerMini.class.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  private static Set<String> methods(byte[] bytes) {
    Set<String> names = new LinkedHashSet<>();
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String type, String generic, String[] thrown) {
            int without = Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE;
            if (!name.startsWith("<") && (access & without) == 0) names.add(name);
            return null;
          }
        };
    new ClassReader(bytes).accept(visitor, ClassReader.SKIP_CODE);
    return names;
  }

  private static Map<String, byte[]> read(Path jar) throws IOException {
    Map<String, byte[]> classes = new TreeMap<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (var entry : new ArrayList<>(java.util.Collections.list(file.entries())))
        if (entry.getName().matches("(?!META-INF/)(?!.*(module|package)-info).*\\.class"))
          classes.put(
              entry.getName().replaceFirst("\\.class$", "").replace('/', '.'),
              file.getInputStream(entry).readAllBytes());
    }
    assertThat(Files.exists(jar)).isTrue();
    return classes;
  }

  /** In the place of a trace, with nothing to call. */
  private static final class Passing implements FileNameMap, Function<Object, Object> {
    static volatile long asked;
    private final FileNameMap before;

    Passing(FileNameMap before) {
      this.before = before;
    }

    @Override
    public String getContentTypeFor(String file) {
      return before.getContentTypeFor(file);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // about how often is enough
    public Object apply(Object key) {
      asked++;
      return null;
    }
  }

  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> classes;

    Loader(Map<String, byte[]> classes) {
      super(ClassLoader.getPlatformClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      if (bytes == null) throw new ClassNotFoundException(name);
      return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    public java.io.InputStream getResourceAsStream(String name) {
      return WeavingTest.class.getClassLoader().getResourceAsStream(name);
    }
  }
}
