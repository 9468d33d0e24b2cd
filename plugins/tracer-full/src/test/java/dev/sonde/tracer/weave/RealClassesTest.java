package dev.sonde.tracer.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tracer.link.Token;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.util.CheckClassAdapter;

/** Weaves each method of classes that nobody here wrote, and has the result verified. */
final class RealClassesTest {
  private Weaver weaver = new Weaver(0);
  private boolean direct;

  @Test
  void h2_verifies() throws Exception {
    assertThat(verify(org.h2.Driver.class, 6)).isGreaterThan(100);
  }

  /** A token of two words moves all that comes behind it. */
  @Test
  void h2_timed_verifies() throws Exception {
    weaver = new Weaver(0, Token.TIME);
    assertThat(verify(org.h2.Driver.class, 8)).isGreaterThan(80);
  }

  @Test
  void h2_byPlainCalls_verifies() throws Exception {
    direct = true;
    assertThat(verify(org.h2.Driver.class, 12)).isGreaterThan(50);
  }

  @Test
  void junit_verifies() throws Exception {
    assertThat(verify(org.junit.jupiter.api.Assertions.class, 2)).isGreaterThan(50);
  }

  /** Each so-manieth class of the jar that this class comes from. */
  private int verify(Class<?> type, int step) throws Exception {
    Path jar = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> problems = new ArrayList<>();
    int count = 0;
    try (JarFile file = new JarFile(jar.toFile())) {
      List<JarEntry> classes = file.stream().filter(RealClassesTest::isClass).toList();
      Linking linking = new Linking(file);
      for (int i = 0; i < classes.size(); i += step, count++) {
        check(read(file, classes.get(i)), problems);
        linking.link(classes.get(i), problems);
      }
      assertThat(linking.linked).as("verified by this JVM").isGreaterThan(count / 2);
    }
    assertThat(problems).isEmpty();
    return count;
  }

  private static boolean isClass(JarEntry entry) {
    return entry.getName().endsWith(".class")
        && !entry.getName().startsWith("META-INF/")
        && !entry.getName().endsWith("module-info.class");
  }

  private static byte[] read(JarFile file, JarEntry entry) throws IOException {
    try (InputStream in = file.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private void check(byte[] classFile, List<String> problems) {
    Woven woven = woven(classFile);
    StringWriter text = new StringWriter();
    CheckClassAdapter.verify(
        new ClassReader(woven.classFile()),
        RealClassesTest.class.getClassLoader(),
        false,
        new PrintWriter(text));
    // A class whose optional dependency is missing cannot be verified, woven or not.
    if (!text.toString().isEmpty() && !text.toString().contains("TypeNotPresentException"))
      problems.add(text.toString());
  }

  private Woven woven(byte[] classFile) {
    Map<String, Integer> numbers = new HashMap<>();
    if (direct) for (String each : methods(classFile)) numbers.put(each, numbers.size() * 3);
    return weaver.weave(classFile, methods(classFile), numbers);
  }

  /**
   * Gives a jar's classes woven to this JVM's own verifier. ASM's finds out itself what each frame
   * has, and so never looks at the frames that are written.
   */
  private final class Linking extends ClassLoader {
    private final JarFile jar;
    private int linked;

    Linking(JarFile jar) {
      super(RealClassesTest.class.getClassLoader());
      this.jar = jar;
    }

    void link(JarEntry entry, List<String> problems) {
      String name = entry.getName().replaceFirst("\\.class$", "").replace('/', '.');
      try {
        loadClass(name).getDeclaredMethods(); // links, which verifies, and initialises nothing
        linked++;
      } catch (VerifyError problem) {
        problems.add(problem.toString());
      } catch (ClassNotFoundException | LinkageError missing) {
        return; // an optional dependency
      }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        if (known != null) return known;
        JarEntry entry = jar.getJarEntry(name.replace('.', '/') + ".class");
        if (entry == null) return super.loadClass(name, resolve);
        try {
          byte[] classFile = woven(read(jar, entry)).classFile();
          return defineClass(name, classFile, 0, classFile.length);
        } catch (IOException unreadable) {
          throw new ClassNotFoundException(name, unreadable);
        }
      }
    }
  }

  private static Set<String> methods(byte[] classFile) {
    Set<String> methods = new HashSet<>();
    ClassVisitor collector =
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            methods.add(name + descriptor);
            return null;
          }
        };
    new ClassReader(classFile).accept(collector, ClassReader.SKIP_CODE);
    return methods;
  }
}
