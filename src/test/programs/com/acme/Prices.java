package com.acme;

import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;

/** An order service that goes wrong for some of its calls only. */
final class Prices {
  enum State {
    OPEN,
    CLOSED
  }

  private static final class Address {
    private final String city;

    Address(String city) {
      this.city = city;
    }
  }

  static class Customer {
    private final int level;
    private final Address address;

    Customer(int level, String city) {
      this.level = level;
      this.address = city == null ? null : new Address(city);
    }

    int getLevel() {
      return level;
    }

    String city() {
      return address == null ? "none" : address.city;
    }
  }

  record Item(String name, long cents) {}

  static final class Basket {
    private final List<Item> items;
    private final Map<String, String> headers;
    private State state = State.OPEN;

    Basket(int i) {
      items = List.of(new Item("tea", 250), new Item("back", i % 10 == 5 ? -1 : 1));
      headers = Map.of("x-tenant", i % 10 == 4 ? "acme" : "other");
      if (i % 10 == 6) state = State.CLOSED;
    }
  }

  private State breaker = State.OPEN;

  long price(Basket basket, Customer customer) {
    long sum = basket.items.get(0).cents() + basket.items.get(1).cents() + basket.headers.size();
    return sum * customer.level + basket.state.ordinal() + breaker.ordinal();
  }

  long price(long cents) {
    return cents;
  }

  String load(int i) throws InterruptedException {
    if (i % 10 == 9) Thread.sleep(600);
    if (i % 10 == 8) throw new IllegalStateException("no answer", new SocketTimeoutException("read"));
    return "order " + i;
  }

  static void shapes(Map<String, Shape> shapes) {
    Prices it = new Prices();
    shapes.put("priced", i -> priced(it, i));
    shapes.put("loaded", i -> loaded(it, i));
  }

  private static void priced(Prices it, int i) {
    Basket basket = new Basket(i);
    if (i % 10 == 3) {
      Shape.same(NullPointerException.class, Orders.thrown(() -> it.price(basket, null)).getClass());
      return;
    }
    Customer customer = new Customer(i % 10, i % 10 == 7 ? null : i % 10 == 2 ? "Rome" : "Oslo");
    long sum = 252 + (i % 10 == 5 ? -2 : 0);
    Shape.same(sum * customer.getLevel() + basket.state.ordinal(), it.price(basket, customer));
    Shape.same((long) i, it.price(i));
    Shape.same(i % 10 == 7, customer.city().equals("none"));
  }

  private static void loaded(Prices it, int i) throws InterruptedException {
    if (i % 10 != 8) {
      Shape.same("order " + i, it.load(i));
      return;
    }
    try {
      it.load(i);
      throw new AssertionError("nothing was thrown");
    } catch (IllegalStateException expected) {
      Shape.same("no answer", expected.getMessage());
    }
  }
}
