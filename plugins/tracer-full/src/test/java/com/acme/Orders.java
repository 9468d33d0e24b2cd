package com.acme;

import java.util.List;
import java.util.function.Supplier;

/** A class with one method of each kind that a pattern can mean. */
public abstract class Orders extends BaseOrders implements Supplier<String> {
  static final List<String> STATES = List.of("open");

  protected Orders(String name) {}

  public String find(String id) {
    return id;
  }

  public String find(String id, long... versions) {
    return id + versions.length;
  }

  public int price(Line line, int[][] taxes) {
    Supplier<Integer> lazily = () -> taxes.length;
    return lazily.get();
  }

  @Override
  public String get() {
    return "";
  }

  abstract void ship();

  static native void print();

  /** A nested class. */
  public static final class Line {
    int amount = 1;

    void total() {}
  }
}
