import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A program with methods of many shapes, which three threads call for ten minutes at most. */
public class Varied {
  enum Kind {
    ONE,
    OTHER
  }

  record Pair(int number, String text) {}

  static class Special extends Varied {
    @Override
    String over(String text) {
      return super.over(text) + "special";
    }
  }

  String over(String text) {
    return text;
  }

  static int ints(int i, short s, byte b, char c, boolean z) {
    return i + s + b + c;
  }

  static long longs(long number, long[] numbers) {
    return number + numbers.length;
  }

  static double doubles(double number, float single) {
    return number + single;
  }

  static float floats(float single) {
    return single;
  }

  static boolean truths(boolean truth) {
    return truth;
  }

  static void nothing() {}

  String texts(String text, Object any, StringBuilder more) {
    return text + any;
  }

  Pair objects(Pair pair, Kind kind, List<String> list, Map<String, Integer> map, int[] numbers) {
    return pair;
  }

  int throwing(int i) {
    if (i % 2 == 0) throw new IllegalStateException("even " + i, new RuntimeException("cause"));
    return i;
  }

  synchronized int recursive(int i) {
    return i == 0 ? 0 : 1 + recursive(i - 1);
  }

  static int fast(int i, String text) {
    return i + text.length();
  }

  void all(int i) throws InterruptedException {
    ints(i, (short) 1, (byte) 2, 'c', true);
    longs(i, new long[3]);
    doubles(1.5, floats(2f));
    truths(true);
    nothing();
    texts("text" + i, i, new StringBuilder("more"));
    objects(
        new Pair(i, "p"), Kind.ONE, List.of("a"), new HashMap<>(Map.of("k", 1)), new int[] {1, 2});
    try {
      throwing(i);
    } catch (IllegalStateException expected) {
      recursive(3);
    }
    new Special().over("over");
    for (int k = 0; k < 50; k++) fast(k, "fast");
    Thread.sleep(5);
  }

  public static void main(String[] arguments) throws InterruptedException {
    for (int t = 0; t < 3; t++) {
      Thread thread = new Thread(Varied::forever);
      thread.setDaemon(true);
      thread.start();
    }
    Thread.sleep(600_000);
  }

  private static void forever() {
    try {
      Varied varied = new Varied();
      for (int i = 0; ; i++) varied.all(i);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
