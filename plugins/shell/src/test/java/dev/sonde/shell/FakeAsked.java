package dev.sonde.shell;

import dev.sonde.api.Asked;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A command that says what a test has it say. */
final class FakeAsked implements Asked {
  private final Queue<Map<String, @Nullable Object>> records = new ArrayDeque<>();
  boolean over;
  boolean endsWhenClosed;
  @Nullable String error;

  FakeAsked says(String kind, Object value) {
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    record.put("kind", kind);
    record.put("n", value);
    records.add(record);
    return this;
  }

  FakeAsked over() {
    over = true;
    return this;
  }

  FakeAsked fails(String why) {
    error = why;
    return over();
  }

  @Override
  public @Nullable Map<String, @Nullable Object> poll() {
    return records.poll();
  }

  @Override
  public boolean ended() {
    return over && records.isEmpty();
  }

  @Override
  public @Nullable String error() {
    return error;
  }

  @Override
  public void close() {
    if (endsWhenClosed) says("end", "STOPPED").over();
  }
}
