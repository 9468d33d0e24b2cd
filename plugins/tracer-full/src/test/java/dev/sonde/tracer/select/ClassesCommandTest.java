package dev.sonde.tracer.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassesCommandTest {
  private static final Class<?>[] LOADED = {
    String.class,
    List.class,
    Map.Entry.class,
    Map.class,
    int[].class,
    int.class,
    Runtime.Version.class,
    new Object() {}.getClass()
  };

  @Test
  void names_goOnToTheNextDot() {
    assertThat(ClassesCommand.names("ja", LOADED)).containsExactly("java.");
    assertThat(ClassesCommand.names("java.", LOADED)).containsExactly("java.lang.", "java.util.");
    assertThat(ClassesCommand.names("java.util.", LOADED))
        .containsExactly("java.util.List", "java.util.Map", "java.util.Map$Entry");
    assertThat(ClassesCommand.names("java.lang.S", LOADED)).containsExactly("java.lang.String");
  }

  @Test
  void names_withoutADot_areSimpleOnesToo() {
    assertThat(ClassesCommand.names("Lis", LOADED)).containsExactly("java.util.List");
    assertThat(ClassesCommand.names("java.util.Lix", LOADED)).isEmpty();
  }

  @Test
  void names_thatACompilerMade_areNotShown() {
    assertThat(ClassesCommand.names("dev.sonde.", LOADED)).isEmpty();
  }
}
