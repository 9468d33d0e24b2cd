package com.acme;

import dev.sonde.api.Asked;
import dev.sonde.api.Call;
import dev.sonde.api.Host;
import dev.sonde.api.Plugin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs commands of other plugins, and sends on what they say. */
public final class AskingPlugin implements Plugin {
  @Override
  public void start(Host host) {
    host.command("ask", call -> ask(host, call));
  }

  private static void ask(Host host, Call call) {
    List<String> words = call.args();
    Asked asked = host.ask(words.get(0), words.subList(1, words.size()), Map.of());
    Call.Hold hold = call.hold();
    call.onCancel(asked::close);
    host.every(Duration.ofMillis(2), () -> sendOn(asked, call, hold));
  }

  private static void sendOn(Asked asked, Call call, Call.Hold hold) {
    for (Map<String, @Nullable Object> next; (next = asked.poll()) != null; )
      call.output().record(next);
    String error = asked.error();
    if (error != null) hold.fail(error);
    else if (asked.ended()) hold.done();
  }
}
