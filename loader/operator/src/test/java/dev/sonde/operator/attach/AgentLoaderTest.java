package dev.sonde.operator.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.jvm.Attachability;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.jvm.Jvms;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AgentLoaderTest {
  private final Jvms jvms = new Jvms();
  private final List<String> done = new CopyOnWriteArrayList<>();
  private final CountDownLatch prepared = new CountDownLatch(1);
  private final AgentLoader loader = new AgentLoader(jvms, jvms.own(), new Door());

  @Test
  void load_untilCleared_isOnlyPrepared() throws Exception {
    CompletableFuture<Void> loaded = loader.load("a.jar", "x");
    assertThat(prepared.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(done).containsExactly("prepared");
    assertThat(loaded).isNotDone();

    loader.clear();
    loaded.get(30, TimeUnit.SECONDS);

    assertThat(done).containsExactly("prepared", "opened", "loaded a.jar=x", "closed");
  }

  @Test
  void load_refusedMeanwhile_touchesNobody() throws Exception {
    CompletableFuture<Void> loaded = loader.load("a.jar", "x");
    assertThat(prepared.await(30, TimeUnit.SECONDS)).isTrue();

    loader.abandon();

    assertThat(loaded.handle((none, failure) -> failure).get(30, TimeUnit.SECONDS))
        .isInstanceOf(RuntimeException.class);
    assertThat(done).containsExactly("prepared");
  }

  @Test
  void load_abandonedAfterItWasCleared_isNotBegun() throws Exception {
    loader.clear();
    loader.abandon();

    loader.load("a.jar", "x").handle((none, failure) -> failure).get(30, TimeUnit.SECONDS);

    assertThat(done).containsExactly("prepared");
  }

  private final class Door extends Entrance {
    @Override
    Attachability judge(Jvm jvm) {
      return new Attachability.Yes();
    }

    @Override
    Listener open(Jvms jvms, Jvm jvm, String jar, String arguments, Clearance clearance)
        throws java.io.IOException {
      done.add("prepared");
      prepared.countDown();
      clearance.await();
      done.add("opened");
      return new Listener() {
        @Override
        public Launch launch() {
          throw new AssertionError("nobody asked for it");
        }

        @Override
        public void load(String jar, String arguments) {
          done.add("loaded " + jar + "=" + arguments);
        }

        @Override
        public void close() {
          done.add("closed");
        }
      };
    }

    @Override
    Attachability lastLook(Jvm jvm, Listener listener) {
      return new Attachability.Yes();
    }
  }
}
