package com.acme;

import java.util.List;

/** An order, with a secret that no tracer may show. */
public final class Order {
  private final int id;
  private final String customer;
  private final List<String> items;
  private final String password = "hunter2";

  Order(int id, String customer, List<String> items) {
    this.id = id;
    this.customer = customer;
    this.items = items;
  }

  int id() {
    return id;
  }

  int size() {
    return customer.length() + items.size() + password.length();
  }
}
