package com.acme;

import dev.sonde.api.Call;
import dev.sonde.api.Events;
import dev.sonde.api.Host;
import dev.sonde.api.Plugin;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.management.ObjectName;

/** A plugin for tests that goes behind the host's back, one way a command. */
public final class HostilePlugin implements Plugin {
  /** What a management bean needs. */
  public interface LeftMBean {}

  /** A bean that nobody takes out. */
  public static final class Left implements LeftMBean {}

  private static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();

  @Override
  public void start(Host host) {
    host.command("local", call -> LOCAL.set(new Left()));
    host.command("context", call -> context());
    host.command("interrupt", call -> Thread.currentThread().interrupt());
    host.command("priority", call -> Thread.currentThread().setPriority(Thread.MAX_PRIORITY));
    host.command("hook", call -> Runtime.getRuntime().addShutdownHook(new Thread(new Ends())));
    host.command("bean", call -> bean(call.args().get(0)));
    host.command("kept", call -> host.own(kept(host)));
    host.command("thread", call -> new Thread(new Idle(), call.args().get(0)).start());
    host.command("big", call -> call.output().record(Map.of("x", "y".repeat(70_000))));
    host.command("flood", HostilePlugin::flood);
  }

  /** What the application keeps, and an honest plugin says so. */
  private static AutoCloseable kept(Host host) {
    Left left = new Left();
    System.getProperties().put("left", left);
    return () -> host.remains("the application keeps a " + left.getClass().getSimpleName());
  }

  private static void context() {
    Thread.currentThread().setContextClassLoader(HostilePlugin.class.getClassLoader());
  }

  private static void bean(String name) throws Exception {
    ManagementFactory.getPlatformMBeanServer().registerMBean(new Left(), new ObjectName(name));
  }

  /** More than any ring holds, and nobody may wait. */
  private static void flood(Call call) {
    Events events = call.output().events();
    int name = events.name("n");
    for (int i = 0; i < 50_000; i++)
      events.offer(events.encoder(32).map().name(name).integer(i).end());
    call.output()
        .record(Map.of("kind", "flood", "all", events.delivered() + events.dropped() == 50_000));
  }

  private static final class Ends implements Runnable {
    @Override
    public void run() {}
  }

  /** Stays until it is interrupted. */
  private static final class Idle implements Runnable {
    @Override
    public void run() {
      while (!Thread.currentThread().isInterrupted()) LockSupport.park();
    }
  }
}
