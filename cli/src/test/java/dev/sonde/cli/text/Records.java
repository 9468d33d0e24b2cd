package dev.sonde.cli.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records as they come from a target. */
public final class Records {
  private Records() {}

  /** Keys and values in turn. */
  public static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) map.put((String) pairs[i], pairs[i + 1]);
    return map;
  }

  public static Map<String, Object> start() {
    return map(
        "v",
        1L,
        "kind",
        "start",
        "trace",
        1L,
        "woven",
        List.of(
            map(
                "class",
                "com.acme.OrderService",
                "method",
                "price",
                "descriptor",
                "(Lcom/acme/Order;Lcom/acme/Customer;)Lcom/acme/Price;",
                "loader",
                "app",
                "params",
                List.of(
                    map("name", "order", "type", "com.acme.Order"),
                    map("name", "customer", "type", "com.acme.Customer"))),
            map(
                "class",
                "com.acme.OrderService$Cache",
                "method",
                "<init>",
                "descriptor",
                "()V",
                "loader",
                "app",
                "params",
                List.of())),
        "classes",
        2L,
        "methods",
        2L,
        "left",
        List.of(
            map(
                "class",
                "com.acme.OrderService",
                "method",
                "audit",
                "descriptor",
                "(Ljava/lang/String;I)V",
                "reason",
                "it has no code: abstract")),
        "limits",
        map("calls", 100L, "millis", 60_000L),
        "stop",
        "sonde stop 4312 7f3a");
  }

  public static Map<String, Object> status() {
    return map(
        "v",
        1L,
        "kind",
        "status",
        "trace",
        1L,
        "seen",
        3911L,
        "matched",
        2L,
        "delivered",
        2L,
        "dropped",
        0L,
        "failed",
        0L,
        "overhead",
        0.0012,
        "millisLeft",
        48_600L,
        "callsLeft",
        98L);
  }

  public static Map<String, Object> threw() {
    return call(
        "outcome",
        "threw",
        214_000L,
        List.of(
            map(
                "name",
                "order",
                "type",
                "com.acme.Order",
                "value",
                map("@type", "com.acme.Order", "id", 9312L)),
            map("name", "customer", "type", "com.acme.Customer", "value", null)),
        "thrown",
        map(
            "type",
            "java.lang.NullPointerException",
            "message",
            "customer",
            "at",
            map("class", "com.acme.OrderService", "method", "price", "line", 58L)));
  }

  public static Map<String, Object> returned(Object value) {
    return call(
        "outcome",
        "returned",
        1_240_000L,
        List.of(map("name", "id", "type", "long", "value", 7L)),
        "result",
        map("type", "com.acme.Order", "value", value));
  }

  private static Map<String, Object> call(
      String outcomeKey, String outcome, long nanos, List<?> args, String key, Object what) {
    return map(
        "v",
        1L,
        "kind",
        "call",
        "trace",
        1L,
        "call",
        7L,
        "class",
        "com.acme.OrderService",
        "method",
        "price",
        "descriptor",
        "()V",
        "thread",
        map("id", 31L, "name", "exec-3", "virtual", false),
        "at",
        1_763_633_071_220L,
        "durationNanos",
        nanos,
        "depth",
        0L,
        "args",
        args,
        "argsAt",
        "entry",
        outcomeKey,
        outcome,
        key,
        what,
        "caller",
        map("class", "com.acme.web.OrderController", "method", "get", "line", 41L));
  }

  public static Map<String, Object> end() {
    return map(
        "v",
        1L,
        "kind",
        "end",
        "trace",
        1L,
        "reason",
        "LIMIT",
        "seen",
        3911L,
        "matched",
        2L,
        "delivered",
        2L,
        "dropped",
        0L,
        "late",
        0L,
        "failed",
        0L,
        "open",
        1L,
        "millis",
        49_000L,
        "removed",
        map("methods", 2L, "ok", true),
        "advice",
        "more: -n 100");
  }

  public static Map<String, Object> report() {
    return map(
        "ok",
        true,
        "millis",
        31L,
        "removed",
        map("methods", 2L, "threads", 0L, "loaders", 1L, "files", 0L, "sockets", 0L),
        "verified",
        List.of("classes"),
        "notShown",
        List.of("this thread, which ends now"),
        "failures",
        List.of(),
        "stays",
        List.of(
            map(
                "what",
                "SondeAgent_7f3a",
                "bytes",
                1900L,
                "with",
                "the descriptor of its deleted jar"),
            map("what", "SondeBridge1", "bytes", 1000L)));
  }

  /** A row of {@code stats}. */
  public static Map<String, Object> stats(
      String method, String descriptor, long count, long errors, boolean last) {
    Map<String, Object> row =
        map(
            "v",
            1L,
            "kind",
            "stats",
            "class",
            "com.acme.Orders",
            "method",
            method,
            "descriptor",
            descriptor,
            "at",
            1_700_000_000_000L,
            "count",
            count,
            "errors",
            errors,
            "open",
            1L,
            "p50Nanos",
            214_000L,
            "p90Nanos",
            1_200_000L,
            "p99Nanos",
            250_000_000L,
            "maxNanos",
            3_100_000_000L,
            "trace",
            1L);
    if (last) row.putAll(map("millis", 60_000L, "rate", count / 60.0, "final", true));
    else
      row.put(
          "interval",
          map(
              "millis",
              1000L,
              "count",
              count / 2,
              "rate",
              count / 2.0,
              "errors",
              1L,
              "p50Nanos",
              200_000L,
              "p90Nanos",
              1_000_000L,
              "p99Nanos",
              240_000_000L,
              "maxNanos",
              300_000_000L));
    return row;
  }

  public static Map<String, Object> statsStatus() {
    return map(
        "v",
        1L,
        "kind",
        "status",
        "trace",
        1L,
        "of",
        "stats",
        "seen",
        1208L,
        "matched",
        1207L,
        "failed",
        0L,
        "overhead",
        0.012,
        "millisLeft",
        42_000L);
  }

  public static Map<String, Object> statsEnd() {
    return map(
        "v",
        1L,
        "kind",
        "end",
        "trace",
        1L,
        "of",
        "stats",
        "reason",
        "TIME",
        "seen",
        3_911_009L,
        "matched",
        3_911_007L,
        "failed",
        0L,
        "open",
        2L,
        "millis",
        60_000L,
        "errors",
        12L,
        "removed",
        map("methods", 2L, "ok", true));
  }
}
