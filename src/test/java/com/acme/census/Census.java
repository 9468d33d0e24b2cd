package com.acme.census;

import dev.sonde.api.Call;
import dev.sonde.api.Host;
import dev.sonde.api.Plugin;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells what it was asked, and how many processors its JVM has. */
public final class Census implements Plugin {
  @Override
  public void start(Host host) {
    host.command("trace", call -> call.output().record(record(call)));
  }

  private static Map<String, Object> record(Call call) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("kind", "census");
    record.put("args", call.args());
    record.put("top", call.options().getOrDefault("top", ""));
    record.put("processors", (long) Runtime.getRuntime().availableProcessors());
    return record;
  }
}
