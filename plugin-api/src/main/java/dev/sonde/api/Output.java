package dev.sonde.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a call's records go. A record is a map with the key {@code kind}; the operator prints it as
 * a line, or as JSON.
 */
public interface Output {
  /**
   * Sends one record, in order, from a thread that may wait: never from an application's thread.
   *
   * @param record of null, Boolean, Long, Integer, Double, String, byte[], List and Map, 16 deep,
   *     64 KiB encoded
   */
  void record(Map<String, ? extends @Nullable Object> record);

  /**
   * Sends the last record of a call: as {@link #record}, and behind all events that were offered
   * before, however long their reader takes.
   */
  default void last(Map<String, ? extends @Nullable Object> record) {
    record(record);
  }

  /**
   * A bounded hand-over of records from application threads. One per call; made when first asked
   * for.
   */
  Events events();
}
