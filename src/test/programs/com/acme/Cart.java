package com.acme;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Methods that call one another, change what they are given, and fail with a cause. */
public class Cart {
  private static final RuntimeException CLOSED = new IllegalStateException("closed", new IllegalArgumentException("no key"));

  private long total;

  public long checkout(List<String> items) {
    long sum = price(items) + tax();
    items.add("paid");
    total = sum;
    return sum;
  }

  private long price(List<String> items) {
    long sum = 0;
    for (String each : items) sum += find(each);
    return sum;
  }

  long find(String item) {
    return item.length();
  }

  long tax() {
    return 1;
  }

  void refuse() {
    throw CLOSED;
  }

  static void shapes(Map<String, Shape> shapes) {
    Cart it = new Cart();
    shapes.put("checkout", i -> Shape.same(8L, it.checkout(new ArrayList<>(List.of("tea", "milk")))));
    shapes.put("item", i -> Shape.same(3L, it.find("tea")));
    shapes.put("closed", i -> Shape.same(CLOSED, Orders.thrown(it::refuse)));
  }
}
