package dev.sonde.cli.text;

import static dev.sonde.cli.text.Records.map;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CallTextTest {
  private final Map<String, Object> call =
      Records.returned(map("@type", "com.acme.Order", "id", 9312L));

  @Test
  void everything_thatWasAskedFor_hasItsLine() {
    call.put("cpuNanos", 180_000L);
    call.put("allocatedBytes", 4_200L);
    call.put(
        "this", map("type", "com.acme.OrderService", "value", map("@type", "A", "open", true)));
    call.put("stack", List.of(place("get", 41L), place("route", 0L)));
    assertThat(lines())
        .containsExactly(
            "10:04:31.220 exec-3  OrderService.price(id=7)",
            "             this A{open=true}",
            "             returned Order{id=9312}  after 1.2 ms (cpu 180µs, allocated 4.2 KB)"
                + "  <- OrderController.get:41",
            "             at OrderController.get:41",
            "             at OrderController.route");
  }

  @Test
  void changes_areShownByPath() {
    call.put("args", List.of(argument("order", order(0L, List.of("tea")))));
    call.put("this", map("type", "A", "value", map("@type", "A", "open", true)));
    call.put(
        "changed",
        List.of(
            map("name", "order", "after", order(42L, List.of("tea", "milk"))),
            map("name", "this", "after", map("@type", "A", "open", null))));
    assertThat(lines().subList(3, 6))
        .containsExactly(
            "             changed order.total: 0 -> 42",
            "             changed order.items[1]: nothing -> \"milk\"",
            "             changed this.open: true -> null");
  }

  @Test
  void changes_tooMany_areCounted() {
    List<Long> before = LongStream.range(0, 20).boxed().toList();
    List<Long> after = LongStream.range(1, 21).boxed().toList();
    call.put("args", List.of(argument("all", before)));
    call.put("changed", List.of(map("name", "all", "after", after)));
    assertThat(lines()).hasSize(11).last().isEqualTo("             changed … 12 more");
  }

  @Test
  void causes_haveALineEach_andTheRootIsTheLast() {
    Map<String, Object> root = map("type", "java.net.SocketTimeoutException", "message", "late");
    root.put("at", place("read", 7L));
    call.put("outcome", "threw");
    call.put(
        "thrown",
        map(
            "type",
            "com.acme.Outer",
            "message",
            null,
            "causes",
            List.of(map("type", "com.acme.Inner", "message", "a\u001b[2J"), root),
            "moreCauses",
            3L));
    assertThat(lines().subList(2, 5))
        .containsExactly(
            "             caused by Inner \"a\\u001b[2J\"",
            "             caused by … 3 more",
            "             caused by SocketTimeoutException \"late\" at OrderController.read:7");
  }

  @Test
  void numberThatJsonDoesNotHave_isNoText() {
    call.put(
        "args",
        List.of(
            map("name", "a", "type", "double", "value", "NaN"),
            map("name", "b", "type", "Float", "value", "-Infinity"),
            map("name", "c", "type", "String", "value", "NaN")));
    assertThat(lines().get(0)).endsWith("(a=NaN, b=-Infinity, c=\"NaN\")");
  }

  private List<String> lines() {
    return new CallText(Style.PLAIN, ZoneOffset.UTC).of(new Fields(call));
  }

  private static Map<String, Object> order(long total, List<String> items) {
    return map("@type", "com.acme.Order", "total", total, "items", items);
  }

  private static Map<String, Object> argument(String name, Object value) {
    return map("name", name, "type", "T", "value", value);
  }

  private static Map<String, Object> place(String method, long line) {
    return map("class", "com.acme.web.OrderController", "method", method, "line", line);
  }
}
