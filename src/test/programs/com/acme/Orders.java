package com.acme;

import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** The everyday kinds of methods, one each. */
public class Orders implements Priced {
  private static final RuntimeException REFUSED = new IllegalArgumentException("negative amount");

  private final int offset;

  public Orders(int offset) {
    if (offset < 0) throw REFUSED;
    this.offset = offset;
  }

  public String find(String name, int amount) {
    return name + ":" + (amount + offset);
  }

  public static long sum(long a, double b, byte c, boolean d) {
    return d ? a + (long) b + c : 0;
  }

  private int hidden(int x) {
    return x + offset;
  }

  public final int last(int x) {
    return x - offset;
  }

  public synchronized int locked(int x) {
    return x * 2;
  }

  public String over(int x) {
    return "int " + x;
  }

  public String over(String x) {
    return "String " + x;
  }

  public String over(Object... x) {
    return "many " + x.length;
  }

  public void nothing() {}

  public Order order(Order order, int[] codes, Map<String, Object> extra) {
    return codes.length + extra.size() > 0 ? order : null;
  }

  public int failing(int x) {
    if (x >= 0) throw REFUSED;
    return x;
  }

  public int deep(int levels) {
    return levels == 0 ? 0 : 1 + deep(levels - 1);
  }

  public int mapped(int x) {
    IntUnaryOperator add = each -> each + offset;
    return add.applyAsInt(x);
  }

  static void shapes(Map<String, Shape> shapes) {
    Orders it = new Orders(5);
    shapes.put("instance", i -> Shape.same("n" + i + ":" + (i + 5), it.find("n" + i, i)));
    shapes.put("static", i -> Shape.same(i + 3L, sum(i, 2.5, (byte) 1, true)));
    shapes.put("private", i -> Shape.same(i + 5, it.hidden(i)));
    shapes.put("final", i -> Shape.same(i - 5, it.last(i)));
    shapes.put("synchronized", i -> Shape.same(i * 2, it.locked(i)));
    shapes.put("overloaded", i -> Shape.same("int 1String xmany 2", it.over(1) + it.over("x") + it.over(1, "x")));
    shapes.put("default", i -> Shape.same(i * 3L, it.price(i)));
    shapes.put("constructor", i -> Shape.same(i, new Orders(i).offset));
    shapes.put("refused", i -> Shape.same(REFUSED, thrown(() -> new Orders(-1))));
    shapes.put("void", i -> it.nothing());
    shapes.put("object", i -> object(it, i));
    shapes.put("throwing", i -> Shape.same(REFUSED, thrown(() -> it.failing(i))));
    shapes.put("recursive", i -> Shape.same(4, it.deep(4)));
    shapes.put("lambda", i -> Shape.same(i + 5, it.mapped(i)));
    shapes.put("record", i -> Shape.same("Money[cents=8, currency=EUR]1 on currency", money()));
  }

  private static void object(Orders it, int i) {
    Order order = new Order(i, "Ann", List.of("tea", "milk"));
    Shape.same(order, it.order(order, new int[] {1, 2, 3}, Map.of("k", "v")));
  }

  private static String money() {
    Money money = new Money(5, "EUR").plus(3);
    return money + money.types();
  }

  static Throwable thrown(Runnable action) {
    try {
      action.run();
    } catch (Throwable e) {
      return e;
    }
    return new IllegalStateException("nothing was thrown");
  }
}
