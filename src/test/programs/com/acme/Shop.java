package com.acme;

import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** A shop in which each thing goes wrong for one call of ten. */
final class Shop {
  enum Breaker {
    CLOSED,
    OPEN
  }

  static class Customer {
    private final String email;

    Customer(String email) {
      this.email = email;
    }

    String getEmail() {
      return email;
    }
  }

  static final class Vip extends Customer {
    Vip(String email) {
      super(email);
    }
  }

  record Item(String name, long cents) {}

  static final class Order {
    private final long id;
    private final List<Item> items;
    private final Map<String, String> headers;
    private final boolean open;

    Order(int i) {
      id = i;
      items = List.of(new Item("tea", 250), new Item("back", i % 10 == 5 ? -1 : 1));
      headers = Map.of("x-tenant", i % 10 == 4 ? "acme" : "other");
      open = i % 10 == 3;
    }
  }

  /** Is loaded, and nobody has used it yet. */
  static final class Asleep {
    static final List<String> DREAMS = new ArrayList<>();

    static {
      woken = true;
    }
  }

  static final Class<?> ASLEEP = Asleep.class;
  static boolean woken;
  private static final Map<Long, Order> ORDERS = new ConcurrentHashMap<>();
  private static String apiToken = "t-4711";

  private Breaker breaker = Breaker.CLOSED;

  long price(Order order, Customer customer) {
    long sum = 0;
    for (Item each : order.items) sum += each.cents();
    return sum + customer.getEmail().length() + breaker.ordinal();
  }

  Optional<Order> find(long id) {
    return Optional.ofNullable(ORDERS.get(id));
  }

  List<Item> search(String word) {
    return Collections.unmodifiableList(new ArrayList<>(Collections.nCopies(word.length(), new Item(word, 1))));
  }

  String pay(Order order, int attempt) {
    if (order.id % 10 == 9) rest();
    if (order.id % 10 == 8) throw new IllegalStateException("no answer", new SocketTimeoutException("read"));
    if (order.id % 10 == 7) throw new IllegalArgumentException("a price is missing");
    if (order.id % 10 == 6) throw new IllegalStateException("paid twice");
    return "paid " + order.id + " after " + attempt;
  }

  private static void rest() {
    long start = System.nanoTime();
    while (System.nanoTime() - start < 600_000_000) LockSupport.parkNanos(5_000_000);
  }

  void normalise(List<String> names) {
    names.replaceAll(String::trim);
  }

  static void shapes(Map<String, Shape> shapes) {
    Shop it = new Shop();
    shapes.put("shop", i -> it.serve(i));
  }

  private void serve(int i) throws Exception {
    Order order = new Order(i);
    ORDERS.put(order.id, order);
    breaker = i % 10 == 7 ? Breaker.OPEN : Breaker.CLOSED;
    priced(order, i);
    Shape.same(i % 10 != 2, find(i % 10 == 2 ? -1 : i).isPresent());
    Shape.same(i % 10 == 8 ? 150 : 3, search("tea".repeat(i % 10 == 8 ? 50 : 1)).size());
    paid(order, i % 10 == 4 ? 3 : 1);
    List<String> names = new ArrayList<>(List.of(i % 10 == 0 ? " ada " : "ada"));
    normalise(names);
    Shape.same("ada", names.get(0));
    Shape.same(false, woken);
    Shape.same("t-4711", apiToken);
  }

  private void priced(Order order, int i) throws Exception {
    if (i % 10 == 3) Shape.same(NullPointerException.class, Orders.thrown(() -> price(order, null)).getClass());
    else if (i % 10 == 1) inTheNight(order);
    else if (i % 10 == 2) nightly(order);
    else price(order, i % 10 == 6 ? new Vip("vip@acme.com") : new Customer("ada@acme.com"));
  }

  private void inTheNight(Order order) throws InterruptedException {
    Thread thread = new Thread(() -> price(order, new Customer("night@acme.com")), "night-" + order.id);
    thread.start();
    thread.join();
  }

  private void nightly(Order order) {
    price(order, new Customer("batch@acme.com"));
  }

  private void paid(Order order, int attempt) {
    int kind = (int) (order.id % 10);
    if (kind < 6 || kind == 9) Shape.same("paid " + order.id + " after " + attempt, pay(order, attempt));
    else Orders.thrown(() -> pay(order, attempt));
  }
}
