package dev.sonde.tracer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.Desk;
import com.acme.Vault;
import dev.sonde.api.UsageException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whole looks, and the records that come of them. */
final class GetCommandTest {
  private final FakeInstrumentation jvm = new FakeInstrumentation();
  private final FakeHost host = new FakeHost(jvm.get());

  GetCommandTest() throws Exception {
    Vault.RAN.clear();
    jvm.loaded.addAll(
        List.of(Vault.class, Vault.Asleep.class, Vault.Knot.class, Desk.class, Desk.State.class));
    jvm.loaded.addAll(List.of(Desk.Order.class, Desk.Customer.class, Desk.Address.class));
    new TracerPlugin().start(host);
    // A clock that stands still: a busy machine may stop this thread for longer than a value may
    // take.
    host.commands.put("get", call -> new GetCommand(host, () -> 0).run(call));
    host.stays.clear(); // a bridge that another test of this JVM has made
  }

  @AfterEach
  void nothingRan() {
    assertThat(Vault.RAN).isEmpty();
    assertThat(jvm.transformers).isEmpty();
    assertThat(host.owned).isEmpty();
    assertThat(host.stays).isEmpty();
  }

  private List<Map<String, Object>> get(String expression, String... options) throws Exception {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) all.put(options[i], options[i + 1]);
    FakeHost.Run run = new FakeHost.Run(List.of(expression), all);
    host.commands.get("get").run(run);
    assertThat(run.records).isEmpty();
    return run.events.records;
  }

  private Object value(String expression, String... options) throws Exception {
    List<Map<String, Object>> records = get(expression, options);
    assertThat(records).hasSize(1);
    return records.get(0).get("value");
  }

  @Test
  void record_saysWhereAndWhat() throws Exception {
    assertThat(get("Vault.ORDER.id"))
        .containsExactly(
            Map.of(
                "v",
                1L,
                "kind",
                "value",
                "class",
                "com.acme.Vault",
                "loader",
                "app",
                "loaders",
                1L,
                "type",
                "long",
                "value",
                9312L));
  }

  @Test
  void object_isRenderedAsAnEventRendersIt() throws Exception {
    assertThat(value("Vault.customer"))
        .isEqualTo(
            Map.of(
                "@type",
                "com.acme.Desk$Customer",
                "email",
                "ada@acme.com",
                "pin",
                4711L,
                "apiToken",
                Map.of("@redacted", "name~token"),
                "passenger",
                "ada",
                "passKeys",
                Map.of("@redacted", "name~password"),
                "address",
                Map.of("@type", "com.acme.Desk$Address", "city", "Oslo"),
                "level",
                4L));
  }

  @Test
  void depth_isThree_orAsAsked() throws Exception {
    assertThat(value("Vault.ORDER", "depth", "1").toString())
        .contains("items={@type=java.util.ImmutableCollections$List12, @size=2}");
    assertThat(value("Vault.ORDER").toString()).contains("name=pen", "price=2.50");
    assertThat(value("Vault.knot", "depth", "8").toString()).contains("@cycle=true");
    assertThatThrownBy(() -> get("Vault.count", "depth", "9"))
        .hasMessage("expected --depth with a number from 1 to 8, got 9");
  }

  @Test
  void hugeAndHostileValues_areBounded_andRunNothing() throws Exception {
    List<?> huge = (List<?>) value("Vault.huge");
    assertThat(huge.get(100)).isEqualTo("… 9999900 more");
    assertThat(huge).hasSize(101);
    assertThat(value("Vault.loud").toString()).startsWith("{@type=com.acme.Vault$Loud, word=quiet");
    assertThat(value("Vault.many").toString()).contains("@type=java.util.Collections$CopiesList");
    assertThat(value("Vault.odd").toString()).contains("1", "null");
    assertThat(value("Vault.failure").toString()).contains("@message=outer");
  }

  @Test
  void secrets_areRedacted_untilTheyAreRevealed() throws Exception {
    assertThat(value("Vault.apiToken")).isEqualTo(Map.of("@redacted", "name~token"));
    assertThat(value("Vault.passphrase")).isEqualTo(Map.of("@redacted", "name~passphrase"));
    assertThat(value("Vault.settings.get('dbPassword')"))
        .isEqualTo(Map.of("@redacted", "name~password"));
    assertThat(value("Vault.apiToken", "reveal", "apiToken")).isEqualTo("t-4711");
    assertThat(value("Vault.settings['dbPassword'].length", "reveal", "dbPassword")).isEqualTo(7L);
  }

  @Test
  void oneClassInTwoLoaders_isTwoRecords_orTheChosenOne() throws Exception {
    Class<?> copy = new Second().loadClass(Vault.class.getName());
    Class.forName(copy.getName(), true, copy.getClassLoader());
    jvm.loaded.add(copy);
    assertThat(get("Vault.count")).extracting(each -> each.get("value")).containsExactly(3L, 3L);
    List<Map<String, Object>> rows = get("Vault.count");
    assertThat(rows.get(0)).containsEntry("loader", "app");
    String other = rows.get(1).get("loader").toString();
    assertThat(other).contains("@");
    assertThat(get("{app}Vault.count")).hasSize(1);
    assertThat(get("{" + other + "}Vault.count > 2"))
        .singleElement()
        .extracting("value")
        .isEqualTo(true);
    assertThatThrownBy(() -> get("{web}Vault.count"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(
            "no class loader of com.acme.Vault is {web}: it is loaded by {app}, {" + other + "}");
  }

  @Test
  void oneLoader_inWhichTheClassIsNotInitialised_isSaid() throws Exception {
    jvm.loaded.add(new Second().loadClass(Vault.class.getName()));
    List<Map<String, Object>> rows = get("com.acme.Vault.count");
    assertThat(rows.get(0)).containsEntry("value", 3L);
    assertThat(rows.get(1)).containsEntry("id", "SONDE-NOT-INITIALISED").doesNotContainKey("value");
    assertThat(rows.get(1).get("error").toString())
        .startsWith("com.acme.Vault is not initialised yet: it is loaded, but ");
  }

  @Test
  void capabilities_areBothNeeded() {
    host.granted.remove("instrument");
    assertThatThrownBy(() -> get("Vault.count"))
        .hasMessageStartingWith("expected capability 'instrument' to be granted beside")
        .extracting("id")
        .isEqualTo("SONDE-POLICY");
  }

  @Test
  void words_thatCannotBeMeant_areRefused() {
    assertThatThrownBy(() -> get("Vault.count", "limit", "3"))
        .hasMessageEndingWith("got [limit]")
        .extracting("id")
        .isEqualTo("SONDE-USAGE");
    assertThatThrownBy(() -> host.commands.get("get").run(new FakeHost.Run(List.of(), Map.of())))
        .hasMessage("expected one expression, as in 'com.acme.App.orders.size', got 0");
  }

  /** Has the same classes again. */
  private static final class Second extends ClassLoader {
    Second() {
      super(GetCommandTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("com.acme.Vault")) return super.loadClass(name, resolve);
      Class<?> known = findLoadedClass(name);
      if (known != null) return known;
      byte[] bytes = FakeInstrumentation.classFile(Class.forName(name, false, getParent()));
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
