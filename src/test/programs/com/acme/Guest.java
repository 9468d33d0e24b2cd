package com.acme;

import java.util.function.IntUnaryOperator;

/** Lives in a loader that finds nothing but {@code java.*} beside it. */
public class Guest implements IntUnaryOperator {
  @Override
  public int applyAsInt(int x) {
    return triple(x);
  }

  public int triple(int x) {
    return x * 3;
  }
}
