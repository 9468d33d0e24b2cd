package com.acme;

import java.math.BigDecimal;
import java.time.Duration;
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
    public final Address address;
    private final int level;

    public Customer(String email, Address address, int level) {
      this.email = email;
      this.address = address;
      this.level = level;
    }

    public String getEmail() {
      return email;
    }

    public Address getAddress() {
      return address;
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

  public void nothing() {
    count++;
  }

  public String find(String id) {
    if (id == null) throw new IllegalStateException("outer", new java.io.IOException("inner"));
    return id.isEmpty() ? null : id + count + state + thread;
  }
}
