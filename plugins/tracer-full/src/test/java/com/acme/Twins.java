package com.acme;

/** Two classes with methods of the same shapes and of other names. */
public final class Twins {
  private Twins() {}

  public static final class One {
    private int size;

    int price(int count, String name) {
      return count * size + name.length();
    }

    static long weigh(int count) {
      return count;
    }
  }

  public static final class Two {
    private long size;

    int cost(int count, String name) {
      return (int) size - count + name.length();
    }

    static long measure(int count) {
      return -count;
    }

    int swapped(int other, String name) {
      return other + name.length();
    }
  }
}
