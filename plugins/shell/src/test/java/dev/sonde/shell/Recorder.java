package dev.sonde.shell;

import dev.sonde.api.Events;
import dev.sonde.api.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the records of one call. */
final class Recorder implements Output {
  final List<Map<String, ? extends @Nullable Object>> records = new ArrayList<>();

  @Override
  public synchronized void record(Map<String, ? extends @Nullable Object> record) {
    records.add(record);
  }

  @Override
  public Events events() {
    throw new UnsupportedOperationException();
  }

  String printed(boolean err) {
    StringBuilder text = new StringBuilder();
    for (Map<String, ?> each : records)
      if (each.get("bytes") instanceof byte[] bytes && each.get("err").equals(err))
        text.append(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
    return text.toString();
  }
}
