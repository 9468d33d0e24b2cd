package dev.sonde.target;

import dev.sonde.wire.WireException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The open calls of a session, by channel. */
final class Calls {
  private final Map<Integer, RunningCall> open = new ConcurrentHashMap<>();

  void add(RunningCall call) {
    if (open.putIfAbsent(call.channel(), call) != null)
      throw new WireException(
          "expected a channel without a running command, got " + call.channel());
  }

  @Nullable RunningCall get(int channel) {
    return open.get(channel);
  }

  void remove(RunningCall call) {
    open.remove(call.channel(), call);
  }

  Collection<RunningCall> all() {
    return List.copyOf(open.values());
  }
}
