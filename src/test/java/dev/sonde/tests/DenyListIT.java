package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.Asking;
import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.Forge;
import dev.sonde.tests.fixture.Jdk;
import dev.sonde.tests.fixture.Jdks;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Record;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Classes of the JDK in which a probe ends the application: what refuses them, and what without.
 */
class DenyListIT {
  private static final Jdk JDK = Jdks.oldest();
  static final String LIST = "dev.sonde.tracer.select.DenyList";

  /** Public: in the jar no class has secrets from those that it was merged with. */
  static final String EMPTY =
      """
      package dev.sonde.tracer.select;
      public final class DenyList {
        public static boolean holds(String className) {
          return false;
        }
      }
      """;

  /** A loaded class of each entry of the list. */
  private static final List<String> DENIED =
      List.of(
          "java.lang.Integer::valueOf(int)",
          "java.lang.Object::new",
          "java.lang.String::equals",
          "java.lang.Thread::*",
          "java.lang.invoke.MethodHandle::*",
          "java.lang.ref.Reference::*",
          "java.lang.reflect.Method::invoke",
          "java.security.AccessControlContext::*",
          "java.security.AccessController::*",
          "java.security.ProtectionDomain::*",
          "java.util.AbstractCollection::*",
          "java.util.AbstractList::*",
          "java.util.AbstractMap::*",
          "java.util.AbstractSet::*",
          "java.util.Arrays::*",
          "java.util.Collections::*",
          "java.util.HashMap::put",
          "java.util.HashMap.Node::getKey",
          "java.util.Hashtable::*",
          "java.util.IdentityHashMap::*",
          "java.util.ImmutableCollections::*",
          "java.util.LinkedHashMap::*",
          "java.util.Objects::*",
          "java.util.Optional::*",
          "java.util.Properties::*",
          "java.util.WeakHashMap::*",
          "java.util.concurrent.ConcurrentHashMap::*",
          "java.util.concurrent.atomic.AtomicLong::*",
          "java.util.concurrent.locks.ReentrantLock::*",
          "java.util.function.Function::*",
          "java.util.stream.StreamSupport::*",
          "jdk.internal.misc.Unsafe::*",
          "sun.instrument.InstrumentationImpl::*",
          "sun.invoke.util.Wrapper::*",
          "sun.launcher.LauncherHelper::*");

  @RegisterExtension final Stage stage = new Stage();

  @Test
  void entries_areDenied_eachWithItsReason() {
    TargetJvm target = stage.program(JDK);
    Outside outside = Outside.of(target);
    List<Object> words = new ArrayList<>(List.of("find", target.pid(), "--json"));
    words.addAll(DENIED);
    Sonde sonde = stage.sonde(JDK, words.toArray()).exits(5);
    List<Record> rows = sonde.records("method");
    assertThat(rows).isNotEmpty().noneMatch(row -> row.at("/weavable").booleanValue());
    assertThat(rows)
        .extracting(row -> row.text("/reason"))
        .allMatch(reason -> reason.startsWith("class of the JDK that every probe needs"));
    assertThat(sonde.errText()).contains("SONDE-DENIED");
    outside.assertClean();
  }

  /** Else the list would be a guess. */
  @Test
  void withoutTheList_theApplicationIsLost() throws IOException {
    Path repository = new Forge(stage.folder()).repositoryOfTracerWith(LIST, EMPTY);
    TargetJvm target = stage.program(JDK);
    Sonde sonde =
        stage.sonde(
            JDK,
            "trace",
            target.pid(),
            "java.lang.String::equals",
            "-t",
            "20s",
            "--repository",
            repository);
    Asking asking = new Asking(target, "call object 1");
    Await.until(
        "an application that is over, in error or silent",
        Await.LONG,
        asking::lost,
        sonde::errText);
    sonde.process().destroyForcibly();
    target.process().destroyForcibly();
  }
}
