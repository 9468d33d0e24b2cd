package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.EachPair;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Record;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What static fields lead to, in a JVM that does not notice. */
class GetIT {
  @RegisterExtension final Stage stage = new Stage();

  private Record get(Pair jdks, TargetJvm target, String expression, Object... more) {
    Object[] words = new Object[4 + more.length];
    System.arraycopy(new Object[] {"get", target.pid(), expression, "--json"}, 0, words, 0, 4);
    System.arraycopy(more, 0, words, 4, more.length);
    return stage.sonde(jdks.operator(), words).exits(0).only("value");
  }

  private String refused(Pair jdks, TargetJvm target, int exit, String id, String expression) {
    Sonde sonde = stage.sonde(jdks.operator(), "get", target.pid(), expression);
    return sonde.refuses(exit, id);
  }

  /** A database that nobody here wrote, while it works. */
  @OnePair
  void h2_atWork_showsItsSessions(Pair jdks) {
    String path = Dist.programs() + ":" + Dist.dependency("h2");
    TargetJvm target =
        stage.launch(jdks.target(), List.of("-cp", path, "com.acme.Database", "1")).ready();
    Outside outside = Outside.of(target);
    String database = "Engine.DATABASES['mem:shop'].database";
    String working = "count(" + database + ".userSessions, it.autoCommit)";
    assertThat(get(jdks, target, working).number("/value")).isEqualTo(1);
    Record mode = get(jdks, target, database + ".mode", "--depth", 1);
    assertThat(mode.text("/class")).isEqualTo("org.h2.engine.Engine");
    assertThat(mode.text("/type")).isEqualTo("org.h2.engine.Mode");
    assertThat(mode.text("/value/@type")).isEqualTo("org.h2.engine.Mode");
    outside.assertClean();
    target.ask("stop");
  }

  /** Each JDK line has its own ways of reading. */
  @EachPair
  void privateStatics_elementsAndConstants_withoutInitialisingAnything(Pair jdks)
      throws IOException {
    TargetJvm target = stage.program(jdks.target());
    target.call("shop", 10);
    Outside outside = Outside.of(target);
    Path file = stage.folder().resolve("open orders");
    Files.writeString(file, "count(com.acme.Shop.ORDERS.values, it.open)\n");
    assertThat(get(jdks, target, "@" + file).number("/value")).isEqualTo(1);
    Record order = get(jdks, target, "Shop.ORDERS[4]");
    assertThat(order.text("/type")).isEqualTo("com.acme.Shop$Order");
    assertThat(order.text("/value/headers/x-tenant")).isEqualTo("acme");
    assertThat(order.number("/value/items/0/cents")).isEqualTo(250);
    assertThat(refused(jdks, target, 6, "SONDE-NOT-INITIALISED", "Shop$Asleep.DREAMS"))
        .contains("com.acme.Shop$Asleep is not initialised yet");
    target.call("shop", 1); // finds out if it has been
    outside.assertClean();
  }

  @OnePair
  void oneClassInTwoLoaders_isTwoRecords_orTheChosenOne(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.call("guest", 1);
    Sonde all = stage.sonde(jdks.operator(), "get", target.pid(), "Guest.FACTOR", "--json");
    List<Record> rows = all.exits(0).records("value");
    assertThat(rows).hasSize(2).allMatch(each -> each.number("/value") == 3);
    assertThat(rows)
        .extracting(each -> each.text("/loader").replaceAll("@.*", ""))
        .containsExactlyInAnyOrder("com.acme.Loaders$JavaOnly", "com.acme.Sorts$Old");
    assertThat(get(jdks, target, "{Sorts$Old}com.acme.Guest.FACTOR + 1").number("/value"))
        .isEqualTo(4);
    target.assertUnnoticed();
  }

  @OnePair
  void refusals_haveACaretAndTheNearestNames(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.call("shop", 1);
    Outside outside = Outside.of(target);
    assertThat(refused(jdks, target, 6, "SONDE-NO-MATCH", "Shop.ORDRES.size"))
        .contains("com.acme.Shop has no static field ORDRES; there is ORDERS, ");
    Sonde wrong = stage.sonde(jdks.operator(), "get", target.pid(), "Shop.woken = true");
    wrong.refuses(2, "SONDE-EXPRESSION");
    assertThat(wrong.err()).containsSequence("  Shop.woken = true", "             ^");
    refused(jdks, target, 2, "SONDE-EXPRESSION", "Shop.ORDERS.clear()");
    assertThat(get(jdks, target, "Shop.ORDERS.size").number("/value")).isEqualTo(1);
    target.call("shop", 1); // finds out if it has been woken
    outside.assertClean();
  }
}
