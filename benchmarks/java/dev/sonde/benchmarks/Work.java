package dev.sonde.benchmarks;

/** What is traced: a chain of steps, each of which waits for the one before. */
public final class Work {
  /** So many steps take about 48 ns on the machine of docs/BENCHMARKS.md. */
  static final int STEPS = 27;

  static final int BATCH = 1024;

  private static final long FACTOR = 0x9E3779B97F4A7C15L;
  private static final int ORDERS = 64;

  private final String[] orders = new String[ORDERS];

  Work() {
    for (int i = 0; i < ORDERS; i++) orders[i] = "order-" + i;
  }

  public int price(String order, int steps) {
    long state = order == null ? 1 : order.hashCode();
    for (int i = 0; i < steps; i++) state = (state ^ (state >>> 31)) * FACTOR;
    return (int) (state >>> 33);
  }

  /** So many calls, of which each takes its argument from the result of the one before. */
  int batch(int seed) {
    return few(seed, BATCH);
  }

  int few(int seed, int count) {
    int sum = seed;
    for (int i = 0; i < count; i++) sum += price(order(sum), STEPS);
    return sum;
  }

  String order(int number) {
    return orders[number & (ORDERS - 1)];
  }
}
