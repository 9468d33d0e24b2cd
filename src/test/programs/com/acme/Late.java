package com.acme;

/** A class that is loaded when first asked for, long after the tracer came. */
public class Late {
  public static int half(int x) {
    return x / 2;
  }
}
