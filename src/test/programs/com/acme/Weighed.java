package com.acme;

import java.util.HashMap;
import java.util.Map;

/**
 * A method of about 50 ns, called without a pause, that leaves a processor nothing to do beside it: what a trace adds to it can be
 * weighed. Six sums that do not wait for one another: beside a single one, whatever a probe does would take no time.
 */
final class Weighed {
  private static final int STEPS = 16;
  private static final long FACTOR = 0x9E3779B97F4A7C15L;
  private static final String[] ORDERS = {"order-1", "order-22", "back-3", "order-4444"};

  private static final int REQUESTS = 8;

  private final Map<String, String> headers = new HashMap<>(Map.of("x-tenant", "other", "accept", "any"));
  private final Map<?, ?>[] requests = new Map<?, ?>[REQUESTS];
  private final long[] cents = new long[24];

  private Weighed() {
    for (int i = 0; i < cents.length; i++) cents[i] = i;
    for (int i = 0; i < REQUESTS; i++) requests[i] = new HashMap<>(Map.of("x-tenant", "other" + i, "accept", "any"));
  }

  int price(String order, Map<?, ?> headers, long[] cents) {
    long a = order.length();
    long b = a + cents.length;
    long c = a + 1;
    long d = b + 1;
    long e = a + 2;
    long f = b + 2;
    for (int i = 0; i < STEPS; i++) {
      a = (a ^ a >>> 31) * FACTOR;
      b = b + (b << 5) ^ b >>> 7;
      c = (c ^ c >>> 29) * FACTOR;
      d = d + (d << 7) ^ d >>> 9;
      e = (e ^ e >>> 27) * FACTOR;
      f = f + (f << 3) ^ f >>> 11;
    }
    return (int) ((a ^ b ^ c ^ d ^ e ^ f) >>> 33);
  }

  static void shapes(Map<String, Shape> shapes) {
    Weighed it = new Weighed();
    shapes.put("weighed", i -> it.thousand());
    shapes.put("requests", i -> it.thousandRequests());
  }

  private void thousand() {
    int sum = 0;
    for (int i = 0; i < 1000; i++) sum += price(ORDERS[sum & 3], headers, cents);
    if (sum == 1) throw new IllegalStateException("an unlikely sum");
  }

  /** Each call with another map than the one before, as requests have: nobody can read one map for all of them. */
  private void thousandRequests() {
    int sum = 0;
    for (int i = 0; i < 1000; i++) sum += price(ORDERS[sum & 3], requests[i & REQUESTS - 1], cents);
    if (sum == 1) throw new IllegalStateException("an unlikely sum");
  }
}
