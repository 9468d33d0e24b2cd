package com.acme;

import dev.sonde.api.Call;
import dev.sonde.api.Events;
import dev.sonde.api.Host;
import dev.sonde.api.Plugin;
import dev.sonde.api.UsageException;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A plugin for tests: put into a jar alone, and loaded by a plugin loader. */
public final class EchoPlugin implements Plugin {
  /** A system property: the command {@code overrun} has done all that it does. */
  public static final String OVERRUN = "com.acme.overrun";

  @Override
  public void start(Host host) {
    host.command("echo", call -> call.output().record(Map.of("kind", "echo", "args", call.args())));
    host.command("wait", EchoPlugin::await);
    host.command("events", EchoPlugin::events);
    host.command("overrun", EchoPlugin::overrun);
    host.command("refuse", EchoPlugin::refuse);
    host.command("crash", EchoPlugin::crash);
    host.command("own", call -> own(host));
    host.command("reach", call -> host.instrumentation().addTransformer(null));
    host.removed("methods", 2, true);
  }

  private static void await(Call call) {
    Call.Hold hold = call.hold();
    call.onCancel(
        () -> {
          call.output().record(Map.of("kind", "end"));
          hold.done();
        });
    call.output().record(Map.of("kind", "start"));
  }

  /** Ends at once: the reply must come after all events. */
  private static void events(Call call) {
    Events events = call.output().events();
    int name = events.name("n");
    for (int i = 0; i < 1000; i++)
      events.offer(events.encoder(32).map().name(name).integer(i).end());
  }

  /** As many events as there is room for while nobody reads, and then the last record. */
  private static void overrun(Call call) {
    Events events = call.output().events();
    int name = events.name("n");
    for (int refused = 0; refused < 5; LockSupport.parkNanos(20_000_000)) {
      boolean any = false;
      while (events.offer(events.encoder(32).map().name(name).integer(1).end())) any = true;
      refused = any ? 0 : refused + 1;
    }
    call.output().last(Map.of("kind", "end"));
    System.setProperty(OVERRUN, "true");
  }

  private static void refuse(Call call) throws UsageException {
    throw new UsageException("SONDE-NO-MATCH", "expected something else");
  }

  private static void crash(Call call) {
    throw new NoClassDefFoundError("com/acme/Missing");
  }

  private static void own(Host host) {
    host.own(() -> {});
    host.own(
        () -> {
          throw new IllegalStateException("cannot close");
        });
  }
}
