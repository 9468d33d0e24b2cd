package dev.sonde.tracer.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DenyListTest {
  @ParameterizedTest
  @MethodSource("dev.sonde.tracer.select.DenyList#entries")
  void entry_holdsWhatItNamesAndWhatIsIn(String entry) {
    boolean all = entry.endsWith(".");
    assertThat(DenyList.holds(all ? entry + "Any" : entry)).isTrue();
    assertThat(DenyList.holds(all ? entry + "any.Any" : entry + "$Any")).isTrue();
    assertThat(DenyList.holds(entry.replaceFirst("\\.$", "") + "Other")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.ProcessBuilder",
        "java.lang.Runtime",
        "java.lang.Runtime$Version",
        "java.net.URI",
        "java.util.ArrayList",
        "java.util.TreeMap",
        "java.util.concurrent.ThreadPoolExecutor",
        "java.util.concurrent.ThreadPoolExecutor$Worker",
        "jdk.internal.net.http.HttpClientImpl",
        "com.acme.java.lang.Orders"
      })
  void rest_isAllowed(String name) {
    assertThat(DenyList.holds(name)).isFalse();
  }

  @Test
  void jdkClassOutsideTheList_isWovenByPlainCalls() throws Exception {
    Class<?>[] loaded = {URI.class, ThreadPoolExecutor.class};
    Selection selection =
        Selection.of(
            List.of(Pattern.parse("java.net.URI::getPath"), Pattern.parse("*Executor::execute")),
            loaded,
            type -> true);
    assertThat(selection.classes()).hasSize(2).allMatch(SelectedClass::direct);
    assertThat(new SelectedClass(DenyListTest.class, List.of()).direct()).isFalse();
  }
}
