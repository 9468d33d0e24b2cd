package com.acme;

import java.util.function.IntSupplier;

/**
 * Methods of each kind that can be woven, called through {@link Runnable} so that a copy in another
 * loader can be used, too.
 */
public class Shapes {
  /** Default, static and private methods of an interface. */
  public interface Steps {
    default int next(int x) {
      return hidden(x) + 1;
    }

    static int twice(int x) {
      return 2 * x;
    }

    private int hidden(int x) {
      return x;
    }
  }

  /**
   * Constructors that fail before, in and after the other constructor, and that choose its
   * arguments by branches.
   */
  public static class Built implements Steps {
    public final int size;

    public Built(int size) {
      if (size < 0) throw new IllegalArgumentException("size " + size);
      this.size = size;
    }

    public Built(String text) {
      this(text == null ? 0 : text.isEmpty() ? 1 : text.length());
    }
  }

  /** A constructor made by the compiler, with a check. */
  public record Point(int x, long y) {
    public Point {
      if (x == 13) throw new IllegalStateException("13");
    }

    long sum(long more) {
      return x + y + more;
    }
  }

  public static final RuntimeException SAME = new IllegalStateException("same");

  private int state;

  public final double wide(
      long a, double b, float c, boolean d, char e, byte f, short g, Object h, int[] i) {
    return a + b + c + (d ? 1 : 0) + e + f + g + (h == null ? 0 : 1) + i.length;
  }

  public synchronized int guarded(int x) {
    state += x;
    return state;
  }

  public int find(int x) {
    return x;
  }

  public String find(String x) {
    return x;
  }

  public static int half(Integer x) {
    return half(x.intValue());
  }

  public static int half(int x) {
    return x / 2;
  }

  private static String secret(String password) {
    return "got " + password.length();
  }

  public static String login(String password) {
    return secret(password);
  }

  public static void fail() {
    throw SAME;
  }

  public static int recurse(int n) {
    return n == 0 ? 0 : 1 + recurse(n - 1);
  }

  public static int loop(int n) {
    int sum = 0;
    while (true) {
      try {
        sum += n;
        if (sum > 10) return sum;
        if (n == 0) throw new IllegalStateException("zero");
      } catch (IllegalArgumentException never) {
        sum--;
      } finally {
        sum++;
      }
    }
  }

  public static int locked(Object lock, int x) {
    synchronized (lock) {
      if (x > 1) throw new IllegalStateException("locked");
      return x;
    }
  }

  public static int lambda(int x) {
    IntSupplier supplier = () -> x + 1;
    return supplier.getAsInt();
  }
}
