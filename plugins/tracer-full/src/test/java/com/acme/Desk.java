package com.acme;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What conditions are tried on: each kind of value that a method can have. */
public class Desk {
  public enum State {
    OPEN,
    CLOSED {
      @Override
      public String toString() {
        return "shut";
      }
    }
  }

  /** Getters of each kind. */
  public static class Address {
    private final String city;

    public Address(String city) {
      this.city = city;
    }

    public String getCity() {
      return city;
    }

    public String loud() {
      return city + "!";
    }
  }

  /** May be extended. */
  public static class Customer {
    private final String email;
    private final long pin = 4711;
    private final String apiToken;
    private final String passenger = "ada";
    private final char[] passKeys = {'4', '2'};
    public final Address address;
    private final int level;

    public Customer(String email, Address address, int level) {
      this.email = email;
      this.apiToken = "t" + email;
      this.address = address;
      this.level = level;
    }

    public String getEmail() {
      return email;
    }

    public Address getAddress() {
      return address;
    }

    public String getApiToken() {
      return apiToken;
    }

    public int getLevel() {
      return level;
    }
  }

  /** Overrides a getter by another one, and by code. */
  public static class Vip extends Customer {
    private final int discount = 5;
    private final Address second = new Address("Rome");

    public Vip(String email, Address address) {
      super(email, address, 9);
    }

    @Override
    public Address getAddress() {
      return second;
    }

    @Override
    public String getEmail() {
      return "vip:" + super.getEmail();
    }
  }

  /** Has accessors. */
  public record Item(String name, BigDecimal price, double weight) {}

  /** An interface with two implementations, one of which only returns fields. */
  public interface Named {
    String name();
  }

  /** Returns a field. */
  public record Plain(String name) implements Named {}

  /** Has generic fields. */
  public static class Box<T> {
    public final T value;

    public Box(T value) {
      this.value = value;
    }

    public T value() {
      return value;
    }
  }

  /** Holds containers. */
  public static class Order {
    public long id;
    public List<Item> items;
    public Map<String, String> headers;
    public Map<Integer, Item> byNumber;
    public Map<State, String> byState;
    public Set<String> tags;
    public State state;
    public BigDecimal total;
    public Optional<Customer> buyer;
    public Duration timeout;
    public Box<Address> box;
    public int[] counts;
    public Item[] lines;
    public Object anything;
    public Integer boxed;
    public float rate;
    public char letter;
    public boolean paid;
    public List<Object> mixed;
  }

  /** One of each. */
  public static Order order() {
    Order order = new Order();
    order.id = 9312;
    order.items =
        List.of(
            new Item("pen", new BigDecimal("2.50"), 0.1), new Item("ink", new BigDecimal("-1"), 2));
    order.headers = new HashMap<>(Map.of("x-tenant", "acme"));
    order.byNumber = Map.of(1, order.items.get(0));
    order.byState = new EnumMap<>(Map.of(State.CLOSED, "done"));
    order.tags = Set.of("late", "new");
    order.state = State.CLOSED;
    order.total = new BigDecimal("10.00");
    order.buyer = Optional.empty();
    order.timeout = Duration.ofSeconds(3);
    order.box = new Box<>(new Address("Bonn"));
    order.counts = new int[] {3, -4};
    order.lines = new Item[] {order.items.get(1), null};
    order.anything = "text";
    order.boxed = 5;
    order.rate = 0.1f;
    order.letter = 'x';
    order.mixed = Arrays.asList(1, "one", null, 2.5);
    return order;
  }

  /** Three calls, of which the last one fails. */
  public static void demo() {
    Desk desk = new Desk();
    desk.price(order(), new Customer("ada@acme.com", new Address("Oslo"), 4));
    desk.price(order(), new Vip("grace", null));
    try {
      desk.price(order(), null);
      throw new AssertionError();
    } catch (NullPointerException expected) {
      desk.count++;
    }
  }

  static final int LIMIT = 7;
  private static String mode = "fast";

  private State state = State.OPEN;
  private int count = 3;
  private final String thread = "a field";

  public double price(Order order, Customer customer) {
    return order.id + customer.level;
  }

  public double price(long id) {
    return id;
  }

  public static int size(String text, int duration, Named named, Object value) {
    return text.length() + duration;
  }

  public int add(List<String> names, long more) {
    names.add("added");
    return names.size();
  }

  /** Holds what it was made with. */
  public static class Made {
    private final int size;

    public Made(int size) {
      this.size = size;
    }
  }

  public boolean login(String user, String password, Map<String, String> headers, Customer who) {
    return password.length() > user.length();
  }

  public void nothing() {
    count++;
  }

  public String find(String id) {
    if (id == null) throw new IllegalStateException("outer", new java.io.IOException("inner"));
    return id.isEmpty() ? null : id + count + state + thread;
  }
}
