package dev.sonde.tracer.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DenyListTest {
  /** A class of each entry, and those that are known to kill; some JDKs have not all of them. */
  private static final String[] DENIED = {
    "java.lang.Class",
    "java.lang.Integer",
    "java.lang.Object",
    "java.lang.String",
    "java.lang.StringBuilder",
    "java.lang.System",
    "java.lang.Thread",
    "java.lang.ThreadLocal",
    "java.lang.Throwable",
    "java.lang.invoke.MethodHandle",
    "java.lang.ref.Reference",
    "java.lang.reflect.Method",
    "java.security.AccessControlContext",
    "java.security.AccessController",
    "java.security.ProtectionDomain",
    "java.util.AbstractCollection",
    "java.util.AbstractList",
    "java.util.AbstractMap",
    "java.util.AbstractSet",
    "java.util.Arrays",
    "java.util.Collections",
    "java.util.HashMap",
    "java.util.HashMap$Node",
    "java.util.Hashtable",
    "java.util.IdentityHashMap",
    "java.util.ImmutableCollections$ListN",
    "java.util.LinkedHashMap",
    "java.util.Objects",
    "java.util.Optional",
    "java.util.Properties",
    "java.util.WeakHashMap",
    "java.util.concurrent.ConcurrentHashMap",
    "java.util.concurrent.atomic.AtomicLong",
    "java.util.concurrent.locks.ReentrantLock",
    "java.util.function.Function",
    "java.util.stream.Collectors",
    "jdk.internal.misc.Unsafe",
    "sun.instrument.InstrumentationImpl",
    "sun.invoke.util.Wrapper",
    "sun.launcher.LauncherHelper",
    "sun.misc.Unsafe",
    "sun.reflect.misc.ReflectUtil"
  };

  private static final Weavable RULES = new Weavable(type -> true);

  static List<Class<?>> denied() {
    return Arrays.stream(DENIED)
        .map(DenyListTest::find)
        .filter(type -> type != Absent.class)
        .<Class<?>>map(type -> type)
        .toList();
  }

  private static Class<?> find(String name) {
    try {
      return Class.forName(name, false, null);
    } catch (ClassNotFoundException notInThisJdk) {
      return Absent.class;
    }
  }

  private static final class Absent {}

  @ParameterizedTest
  @MethodSource("denied")
  void classThatEveryProbeNeeds_isRefused(Class<?> type) {
    assertThat(RULES.reason(type)).startsWith("class of the JDK that every probe needs: ");
  }

  @ParameterizedTest
  @MethodSource("dev.sonde.tracer.select.DenyList#entries")
  void entry_isTestedByAClass(String entry) {
    assertThat(DENIED).anyMatch(name -> name.equals(entry) || name.startsWith(entry));
  }

  @Test
  void classLoadersAndSondeItself_areRefused() {
    assertThat(RULES.reason(URLClassLoader.class)).startsWith("class loader: ");
    assertThat(RULES.reason(DenyList.class)).isEqualTo("part of Sonde");
    assertThat(RULES.reason(URI.class)).isNull();
    assertThat(new Weavable(type -> false).reason(URI.class))
        .isEqualTo("this JVM does not allow to modify it");
  }

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
