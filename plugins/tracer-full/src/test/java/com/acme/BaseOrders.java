package com.acme;

/** What {@link Orders} inherits. */
public class BaseOrders {
  public void close(boolean now) {}
}
