package com.acme;

import java.util.function.UnaryOperator;

/** Loaded by {@link Odd} only, under names that no source can spell. */
public final class OddXXXX implements UnaryOperator<String> {
  @Override
  public String apply(String what) {
    return sayXXXX(what);
  }

  private String sayXXXX(String what) {
    return what + Odd.HOSTILE;
  }
}
