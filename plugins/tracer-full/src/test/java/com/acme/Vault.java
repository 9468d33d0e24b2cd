package com.acme;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What is looked at: statics of each kind, and shapes that nobody should meet. */
public final class Vault {
  /** What the application's own code did while it was looked at: nothing. */
  public static final List<String> RAN = new ArrayList<>();

  static final Map<Character, Integer> letters = Map.of('x', 24);
  static final Map<Object, Object> mixed = Map.of('x', 24, 7L, "seven");

  /** Is loaded, and never initialised. */
  public static final class Asleep {
    static final List<String> DREAMS = new ArrayList<>();

    static {
      RAN.add("an initialiser");
    }
  }

  /** Is never loaded. */
  public static final class Nap {}

  /** Says when it is asked. */
  public static final class Loud extends AbstractMap<String, String> {
    private final String word = String.valueOf("quiet");

    public String getWord() {
      return word;
    }

    public String shout() {
      return ran("shout").toUpperCase(java.util.Locale.ROOT);
    }

    @Override
    public int size() {
      return ran("size").length();
    }

    @Override
    public String get(Object key) {
      throw new IllegalStateException(ran("get"));
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
      throw new IllegalStateException(ran("entrySet"));
    }

    @Override
    public boolean equals(Object other) {
      return ran("equals").isEmpty();
    }

    @Override
    public int hashCode() {
      return ran("hashCode").length();
    }

    @Override
    public String toString() {
      return ran("toString");
    }

    static String ran(String what) {
      RAN.add(what);
      return what;
    }
  }

  /** Refers to itself. */
  public static final class Knot {
    final Knot self = this;
    final List<Object> all = new ArrayList<>(List.of(this));
  }

  static final Desk.Order ORDER = Desk.order();
  private static final Desk.Customer customer =
      new Desk.Customer("ada@acme.com", new Desk.Address("Oslo"), 4);
  static Object anything = new Desk.Vip("grace", new Desk.Address("Bonn"));
  static Desk.Named named = new Desk.Plain("plain");
  static Desk.Customer nobody;
  static Desk.Named unnamed;
  static final Map<Object, Object> untyped = new HashMap<>(Map.of(Desk.State.OPEN, "door", 7L, 1));
  static final Map<?, ?> byState = new HashMap<>(Map.of(Desk.State.OPEN, "door"));
  static final Map<?, ?> byNumber = new HashMap<>(Map.of(7L, "seven"));
  static final Map<String, String> settings =
      new LinkedHashMap<>(Map.of("dbPassword", "hunter2", "host", "localhost"));
  static final String apiToken = "t-4711";
  static final char[] passphrase = {'o', 'p', 'e', 'n'};
  static final List<String> passengers = List.of("ada", "grace");
  static final Object loud = new Loud();
  static final Knot knot = new Knot();
  static final int[] huge = new int[10_000_000];
  static final List<Integer> many = Collections.nCopies(200, 3);
  static final List<Integer> hundreds = new ArrayList<>(Collections.nCopies(150_000, 3));
  static final Set<Object> odd = new HashSet<>(Arrays.asList(1, null));
  static final Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  static final List<String> wrapped = Collections.unmodifiableList(new ArrayList<>(List.of("a")));
  static final Optional<Desk.Customer> perhaps = Optional.of(customer);
  static final Throwable failure =
      new IllegalStateException("outer", new java.io.IOException("inner"));
  static Nap asleep;
  static volatile boolean open = true;
  static int count = 3;
  static float rate = 0.1f;
  static char letter = 'x';
  static long[][] grid = {{1, 2}, {3}};

  private Vault() {}
}
