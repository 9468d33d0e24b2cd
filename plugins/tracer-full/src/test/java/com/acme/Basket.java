package com.acme;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Methods that change what they are given, and their own object. */
public final class Basket {
  private int total;
  private String password = "hunter2";

  public Basket() {
    total = 1;
  }

  public int add(List<Object> items, int price, Map<String, Object> untouched) {
    items.add(price);
    total += price;
    return total;
  }

  public void login(Map<String, Object> form) {
    form.put("password", "hunter3");
    password = "hunter4";
  }

  public int allocate(int bytes) {
    byte[] made = new byte[bytes];
    return made.length;
  }

  public Object refuse(List<Object> items) {
    items.clear();
    throw new IllegalStateException("full", new IllegalArgumentException("no room"));
  }

  public static int nested(int depth) {
    return depth == 0 ? new ArrayList<>().size() : nested(depth - 1);
  }
}
