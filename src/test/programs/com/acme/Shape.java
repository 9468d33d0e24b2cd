package com.acme;

/** One way of being called. Throws when a result is not what it always was. */
interface Shape {
  void call(int i) throws Throwable;

  static void same(Object expected, Object actual) {
    if (!expected.equals(actual)) throw new IllegalStateException("expected " + expected + " but was " + actual);
  }
}
