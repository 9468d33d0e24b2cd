package dev.sonde.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Held against the methods that the JDK makes of the same records. */
class RecordMethodsTest {
  record All(
      boolean z,
      byte b,
      char c,
      short s,
      int i,
      long j,
      float f,
      double d,
      @Nullable String text,
      int[] array) {}

  record None() {}

  private static final int[] ARRAY = {1};

  @Test
  void records_areTheSameAsThoseOfTheJdk() throws Exception {
    List<Object[]> values = values();
    Constructor<?> plain = All.class.getDeclaredConstructors()[0];
    Constructor<?> spelledOut = spelledOut(All.class).getDeclaredConstructors()[0];
    spelledOut.setAccessible(true);
    for (Object[] left : values) {
      Object expected = plain.newInstance(left);
      Object got = spelledOut.newInstance(left);
      assertThat(got.toString()).isEqualTo(expected.toString());
      assertThat(got.hashCode()).isEqualTo(expected.hashCode());
      for (Object[] right : values)
        assertThat(got.equals(spelledOut.newInstance(right)))
            .as("%s and %s", got, List.of(right).toString())
            .isEqualTo(expected.equals(plain.newInstance(right)));
      assertThat(got.equals("text")).isFalse();
      assertThat(got.equals(null)).isFalse();
    }
  }

  @Test
  void record_ofNothing() throws Exception {
    Constructor<?> none = spelledOut(None.class).getDeclaredConstructors()[0];
    none.setAccessible(true);
    assertThat(none.newInstance()).hasToString("None[]").isEqualTo(none.newInstance());
    assertThat(none.newInstance().hashCode()).isZero();
  }

  @Test
  void otherClasses_areLeftAlone() throws IOException {
    byte[] bytes = bytes(RecordMethodsTest.class);
    assertThat(RecordMethods.spelledOut(bytes)).isSameAs(bytes);
  }

  /** A base, and one change of it in each component. */
  private static List<Object[]> values() {
    Object[] base = {true, (byte) 1, 'c', (short) 2, 3, 4L, 0.0f, Double.NaN, "x", ARRAY};
    Object[] other = {false, (byte) -1, 'd', (short) -2, -3, 1L << 40, -0.0f, 1.5, "y", new int[1]};
    List<Object[]> all = new ArrayList<>(List.of(base, base.clone()));
    for (int i = 0; i < base.length; i++) {
      Object[] changed = base.clone();
      changed[i] = other[i];
      all.add(changed);
    }
    return all;
  }

  private static Class<?> spelledOut(Class<?> type) throws IOException {
    byte[] bytes = RecordMethods.spelledOut(bytes(type));
    assertThat(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("java/lang/runtime/ObjectMethods");
    return new ClassLoader(null) {
      Class<?> define() {
        return defineClass(type.getName(), bytes, 0, bytes.length);
      }
    }.define();
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(file))) {
      return in.readAllBytes();
    }
  }
}
