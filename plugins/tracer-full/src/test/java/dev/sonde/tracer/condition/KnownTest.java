package dev.sonde.tracer.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;

final class KnownTest {
  private final Known known = new Known(each -> true);
  private int asked;

  /** The keys of a part of a map are of the same class as those of a whole one. */
  @Test
  void keys_ofAPartOfAMapWithAComparator_areNotKnown() throws Throwable {
    TreeMap<String, String> map =
        new TreeMap<>(
            (a, b) -> {
              asked++;
              return a.compareTo(b);
            });
    map.putAll(Map.of("a", "1", "b", "2", "c", "3"));
    Collection<String> part = map.headMap("b").keySet();
    asked = 0;
    assertThat(read(map.keySet())).isEqualTo(List.of("a", "b", "c"));
    assertThat(read(map.values())).isEqualTo(List.of("1", "2", "3"));
    assertThat(read(Collections.unmodifiableSet(map.keySet()))).hasSize(3);
    assertThat(known.collection(part)).isNull();
    assertThat(asked).isZero();
  }

  @Test
  void mapsThatCompareOrWantTheSameKey_areNotKnown() throws Throwable {
    assertThat(known.map(new IdentityHashMap<>())).isNull();
    assertThat(known.map(new ConcurrentSkipListMap<>())).isNull();
    assertThat(known.map(new TreeMap<>())).isNotNull();
  }

  @Test
  void key_isFoundWhateverItIsBoxedIn() throws Throwable {
    UUID id = new UUID(1, 2);
    for (Map<Object, Object> map :
        List.<Map<Object, Object>>of(
            new HashMap<>(), new LinkedHashMap<>(), new ConcurrentHashMap<>())) {
      map.putAll(Map.of('x', "letter", 7L, "long", (short) 8, "short", 1.5f, "float", id, "id"));
      assertThat(known.get(map, "x")).isEqualTo("letter");
      assertThat(known.get(map, 7)).isEqualTo("long");
      assertThat(known.get(map, 8L)).isEqualTo("short");
      assertThat(known.get(map, 1.5)).isEqualTo("float");
      assertThat(known.get(map, id.toString())).isEqualTo("id");
      assertThat(known.get(map, "y")).isNull();
      assertThat(known.get(map, 9)).isNull();
      map.put("x", "text");
      assertThat(known.get(map, "x")).isEqualTo("text");
    }
    assertThat(known.get(new TreeMap<>(Map.of('x', 1)), "x")).isEqualTo(1);
    assertThat(known.get(new TreeMap<>(Map.of(7L, 1)), 7)).isEqualTo(1);
    assertThat(known.get(new TreeMap<>(Map.of("x", 1)), 7)).isNull();
    assertThat(known.get(Map.of('x', 1), "x")).isEqualTo(1);
  }

  private List<Object> read(Collection<?> collection) throws Throwable {
    return List.copyOf(known.collection(collection));
  }
}
