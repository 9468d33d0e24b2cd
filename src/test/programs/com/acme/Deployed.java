package com.acme;

import java.util.function.IntUnaryOperator;

/** What a web application would be: deployed again in a new loader. */
public class Deployed implements IntUnaryOperator {
  @Override
  public int applyAsInt(int x) {
    return triple(x);
  }

  static int triple(int x) {
    return x * 3;
  }
}
