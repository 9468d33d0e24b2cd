package dev.sonde.cli;

import static dev.sonde.cli.Typed.sonde;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.cli.text.Records;
import dev.sonde.operator.Exit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GetVerbTest {
  private final FakeMachine machine = new FakeMachine();

  private static Map<String, Object> seen(int loaders, String type, Object value) {
    return Records.map(
        "v",
        1,
        "kind",
        "value",
        "class",
        "com.acme.App",
        "loader",
        loaders == 1 ? "app" : "com.acme.Web@1f",
        "loaders",
        loaders,
        "type",
        type,
        "value",
        value);
  }

  @Test
  void get_printsEachKindOfValue() {
    machine.records.add(seen(1, "long", 9312L));
    machine.records.add(seen(1, "java.lang.String", "pen\n"));
    machine.records.add(seen(1, "com.acme.Order", null));
    machine.records.add(seen(1, "java.lang.String", Map.of("@redacted", "name~password")));
    machine.records.add(
        seen(
            1,
            "com.acme.App$Order",
            Records.map(
                "@type",
                "com.acme.App$Order",
                "id",
                9312L,
                "buyer",
                Records.map("@type", "com.acme.Customer", "name", "ada"),
                "@@odd",
                "key",
                "@more",
                3L)));
    List<Object> list = new ArrayList<>(Collections.nCopies(100, "pen"));
    list.set(1, "… 3 more");
    list.subList(2, 99).clear();
    list.set(2, "… 9,900 more");
    machine.records.add(seen(1, "java.util.ArrayList", list));
    machine.records.add(seen(1, "java.util.ArrayList", List.of()));
    machine.records.add(seen(1, "com.acme.Nothing", Map.of("@type", "com.acme.Nothing")));
    Map<String, Object> noted = seen(2, "int", 3L);
    noted.put("notes", List.of("null on the way: x"));
    machine.records.add(noted);
    Map<String, Object> refused = seen(2, "", null);
    refused.remove("value");
    refused.put("id", "SONDE-NO-MATCH");
    refused.put("error", "com.acme.App is not initialised yet\ncom.acme.App.x\n   ^");
    machine.records.add(refused);
    Typed typed = sonde(machine, "get", "4312", "App.orders");
    assertThat(typed.exit()).isEqualTo(Exit.DONE);
    Golden.check("get.txt", typed.out().lines().toList());
    assertThat(typed.err()).contains("removed  ");
  }

  @Test
  void options_reachThePlugin() {
    sonde(machine, "get", "4312", "App.x", "--depth", "5", "--reveal", "a", "--reveal", "b");
    assertThat(machine.said)
        .contains("get [App.x] {depth=5, reveal=a,b, jvm=4312, session=7f3a7f3a}");
  }

  @Test
  void get_asJson_isTheRecord() {
    machine.records.add(seen(1, "long", 9312L));
    Typed typed = sonde(machine, "get", "4312", "App.id", "--json");
    assertThat(typed.out())
        .isEqualTo(
            "{\"v\":1,\"kind\":\"value\",\"class\":\"com.acme.App\",\"loader\":\"app\",\"loaders\":1,"
                + "\"type\":\"long\",\"value\":9312}\n");
  }

  @Test
  void get_ofTwoExpressions_isUsage() {
    assertThat(sonde(machine, "get", "4312", "App.a", "App.b").exit()).isEqualTo(Exit.USAGE);
    assertThat(sonde(machine, "get", "4312").exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void get_ofAFile_asksWhatItHolds(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("open.txt");
    Files.writeString(file, "count(App.orders, it.open)\n");
    assertThat(sonde(machine, "get", "4312", "@" + file).exit()).isEqualTo(Exit.DONE);
    assertThat(machine.said).anyMatch(said -> said.startsWith("get [count(App.orders, it.open)] "));
  }

  @Test
  void get_ofAFileThatIsNotThere_saysSoAndTouchesNothing(@TempDir Path folder) {
    Path file = folder.resolve("none.txt");
    Typed typed = sonde(machine, "get", "4312", "@" + file);
    assertThat(typed.exit()).isEqualTo(Exit.USAGE);
    assertThat(typed.err())
        .contains("SONDE-EXPRESSION: expected an expression in " + file + ": it cannot be read");
    assertThat(machine.said).isEmpty();
    assertThat(sonde(machine, "get", "4312", " ").err())
        .contains("expected an expression, as in 'com.acme.App.orders.size', got none");
  }
}
