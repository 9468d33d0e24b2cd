package dev.sonde.tracer.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FieldReaderTest {
  /** One field of each kind, the last one of its superclass. */
  @SuppressWarnings("unused")
  private static class Kinds extends Base {
    private final boolean yes = Boolean.parseBoolean("true");
    private final byte small = Byte.parseByte("-7");
    private final short medium = Short.parseShort("-700");
    private final char letter = "ß".charAt(0);
    private final int number = Integer.parseInt("-70000");
    private volatile long big = Long.MIN_VALUE + 1;
    private final float third = 1f / 3;
    private final double seventh = 1.0 / 7;
    private final @Nullable String text = "text";
    private final int[] numbers = {1, 2};
    private final @Nullable Object none = null;
  }

  @SuppressWarnings("unused")
  private static class Base {
    private final Object base = List.of(1);
  }

  private record Pair(String left, long right) {}

  private final FieldReader reader = Objects.requireNonNull(FieldReader.of(type -> true));

  @Test
  void read_ofEachKind_isWhatReflectionReads() throws IllegalAccessException {
    Kinds kinds = new Kinds();

    assertThat(read(kinds)).containsExactlyElementsOf(reflected(kinds)).contains((byte) -7, 'ß');
  }

  @Test
  void read_ofARecord_isWhatReflectionReads() throws IllegalAccessException {
    Pair pair = new Pair("left", 5);

    assertThat(read(pair)).containsExactly("left", 5L).isEqualTo(reflected(pair));
  }

  @Test
  void read_again_isWhatTheFieldHoldsNow() throws NoSuchFieldException {
    Kinds kinds = new Kinds();
    long[] place = reader.place(Kinds.class.getDeclaredField("big"));
    kinds.big = 3;
    Object before = reader.read(kinds, place);
    kinds.big = 4;

    assertThat(before).isEqualTo(3L);
    assertThat(reader.read(kinds, place)).isEqualTo(4L);
  }

  @Test
  void of_whereThePackageStaysClosed_none() {
    assertThat(FieldReader.of(type -> false)).isNull();
  }

  @Test
  void value_ofAnotherClass_isRefusedByReflection() {
    Shape shape = Shape.of(Pair.class, type -> true, reader);

    assertThat(shape.entries()).allMatch(entry -> entry.place() != null);
    assertThatThrownBy(() -> shape.value(shape.entries().get(0), "text"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<@Nullable Object> read(Object owner) {
    List<@Nullable Object> read = new ArrayList<>();
    for (Field field : fields(owner)) read.add(reader.read(owner, reader.place(field)));
    return read;
  }

  private static List<@Nullable Object> reflected(Object owner) throws IllegalAccessException {
    List<@Nullable Object> reflected = new ArrayList<>();
    for (Field field : fields(owner)) reflected.add(field.get(owner));
    return reflected;
  }

  private static List<Field> fields(Object owner) {
    List<Field> fields = new ArrayList<>(List.of(owner.getClass().getDeclaredFields()));
    if (owner.getClass().getSuperclass() != Record.class)
      fields.addAll(List.of(owner.getClass().getSuperclass().getDeclaredFields()));
    fields.forEach(field -> field.setAccessible(true));
    return fields;
  }
}
