package dev.sonde.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OffspringTest {
  private static final String KEPT =
      "the application keeps objects of snippets, and they their loader: ";
  private final List<Object> application = new ArrayList<>();

  @AfterEach
  void forget() {
    Offspring.forget();
  }

  @Test
  void object_thatNobodyHolds_isNotNamed() {
    Offspring.born(new int[1]);
    assertThat(Offspring.kept(held -> Map.of())).isEmpty();
  }

  @Test
  void objects_thatAreHeld_areCountedByTheirClassAndWhatLeadsToThem() {
    int number = application.size();
    Supplier<Integer> lambda = () -> number;
    for (Object each : List.of(new StringBuilder(), new StringBuilder(), lambda)) {
      application.add(each);
      Offspring.born(each);
    }
    assertThat(Offspring.kept(held -> first(held, "by com.acme.App.all")))
        .isEqualTo(
            KEPT
                + "a lambda as Supplier, java.lang.StringBuilder,"
                + " java.lang.StringBuilder (by com.acme.App.all)");
    assertThat(application).hasSize(3);
  }

  @Test
  void names_areThoseOfTheirAuthors() throws Exception {
    Class<?> left = Class.forName("REPL.$JShell$7B$Left");
    assertThat(Offspring.name(left)).isEqualTo("Left");
  }

  private static Map<Object, String> first(List<Object> held, String by) {
    Map<Object, String> found = new IdentityHashMap<>();
    found.put(held.get(0), by);
    return found;
  }
}
