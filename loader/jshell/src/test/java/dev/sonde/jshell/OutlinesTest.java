package dev.sonde.jshell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutlinesTest {
  private final Outlines outlines = new Outlines();

  @Test
  void outline_becomesAClassFileWithoutCode() throws Exception {
    outlines.add(
        outline(
            "a.B",
            "",
            Map.of("access", 2L, "name", "count", "descriptor", "I", "generic", ""),
            Map.of(
                "access",
                1L,
                "name",
                "names",
                "descriptor",
                "()Ljava/util/List;",
                "generic",
                "()Ljava/util/List<Ljava/lang/String;>;")));
    outlines.add(outline("a.B$C", "a.B"));
    Map<String, byte[]> files = outlines.files();
    Class<?> type = new Bytes(files).loadClass("a.B");
    Method names = type.getDeclaredMethod("names");
    assertThat(names.getGenericReturnType()).hasToString("java.util.List<java.lang.String>");
    assertThat(type.getDeclaredField("count").getType()).isEqualTo(int.class);
    assertThat(type.getDeclaredClasses()).extracting(Class::getSimpleName).containsExactly("C");
  }

  /** What a hostile target sends costs a class, and no more. */
  @Test
  void outline_thatMakesNoClassFile_isLeftOut() {
    Map<String, @Nullable Object> odd = outline("a.Odd", "");
    odd.put("members", List.of(Map.of("name", "x".repeat(70_000), "descriptor", "I")));
    outlines.add(odd);
    outlines.add(outline("a.Well", ""));
    assertThat(outlines.files()).containsOnlyKeys("a.Well");
  }

  private static Map<String, @Nullable Object> outline(
      String name, String outer, Map<?, ?>... members) {
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    record.put("kind", "outline");
    record.put("name", name);
    record.put("access", 1L);
    record.put("generic", "");
    record.put("parent", "java.lang.Object");
    record.put("interfaces", List.of());
    record.put("outer", outer);
    record.put("simple", name.substring(name.lastIndexOf('$') + 1));
    record.put("members", List.of(members));
    return record;
  }

  private static final class Bytes extends ClassLoader {
    private final Map<String, byte[]> files;

    Bytes(Map<String, byte[]> files) {
      super(null);
      this.files = files;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] file = files.get(name);
      if (file == null) throw new ClassNotFoundException(name);
      return defineClass(name, file, 0, file.length);
    }
  }
}
