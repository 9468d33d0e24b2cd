package com.acme;

import java.util.function.IntUnaryOperator;

/** Lives in a loader that finds nothing but {@code java.*} beside it. */
public class Guest implements IntUnaryOperator {
  private static int FACTOR = 3;

  @Override
  public int applyAsInt(int x) {
    return triple(x);
  }

  public int triple(int x) {
    return x * FACTOR;
  }
}
