package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.EachPair;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Record;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which methods a pattern means, in a live JVM. */
class PatternsIT {
  private static final String SORTS = "com.acme.Sorts";

  @RegisterExtension final Stage stage = new Stage();

  @OnePair
  void find_listsWhatATraceWeaves(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Outside outside = Outside.of(target);
    assertThat(found(jdks, target, "+com.acme.Sorts.Repo::find"))
        .containsExactlyInAnyOrder(
            "com.acme.Sorts.MemoryRepo::find(String)", "com.acme.Sorts.OtherRepo::find(String)");
    assertThat(found(jdks, target, "*::@Watched"))
        .containsExactly("com.acme.Sorts.Endpoint::get(int)");
    assertThat(found(jdks, target, "Sorts.Endpoint::*", "Orders::last", "--except", "*::plain"))
        .containsExactlyInAnyOrder(
            "com.acme.Sorts.Endpoint::get(int)", "com.acme.Orders::last(int)");
    Sonde everything = stage.sonde(jdks.operator(), "find", target.pid(), "*::*");
    everything.refuses(2, "SONDE-PATTERN");
    stage.sonde(jdks.operator(), "find", target.pid(), "@Nobody::*").exits(6);
    outside.assertClean();
  }

  @OnePair
  void trace_severalPatternsLessAnother_seesTheRest(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Outside outside = Outside.of(target);
    Sonde sonde =
        stage.trace(
            jdks.operator(),
            target,
            "-n",
            3,
            "+com.acme.Sorts.Repo::*",
            SORTS + ".Endpoint::*",
            "--except",
            "OtherRepo::*",
            "--except",
            "*::plain");
    target.call("repo", 1);
    target.call("endpoint", 2);
    assertThat(methods(sonde.exits(0)))
        .containsExactly("MemoryRepo.find", "Endpoint.get", "Endpoint.get");
    outside.assertClean();
  }

  /** Through a proxy of the JDK and one in the manner of CGLIB: three methods, one event. */
  @OnePair
  void trace_callThroughProxies_isOneEvent(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Outside outside = Outside.of(target);
    Sonde sonde = stage.trace(jdks.operator(), target, "-n", 3, "+com.acme.Sorts.Repo::find");
    target.call("proxied", 3);
    assertThat(methods(sonde.exits(0)))
        .containsExactly("MemoryRepo.find", "MemoryRepo.find", "MemoryRepo.find");
    assertThat(sonde.only("end").number("/seen")).isEqualTo(3);
    Sonde alone = stage.trace(jdks.operator(), target, "-n", 1, "+com.acme.Sorts.Lonely::*");
    target.call("lonely", 1);
    assertThat(alone.exits(0).calls().get(0).text("/method")).isEqualTo("seek");
    outside.assertClean();
  }

  @EachPair
  void trace_ofTheJdk_seesTheCallsOfTheApplication(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.call("uri", 2);
    target.call("pool", 2);
    Outside outside = Outside.of(target);
    Sonde sonde =
        stage.trace(
            jdks.operator(),
            target,
            "-n",
            6,
            "java.net.URI::getPath",
            "java.util.concurrent.ThreadPoolExecutor::execute",
            "java.net.URI::new(String)");
    target.call("uri", 2);
    target.call("pool", 2);
    List<Record> calls = sonde.exits(0).calls();
    assertThat(methods(sonde))
        .containsExactly(
            "URI.<init>",
            "URI.getPath",
            "URI.<init>",
            "URI.getPath",
            "ThreadPoolExecutor.execute",
            "ThreadPoolExecutor.execute");
    assertThat(calls.get(0).text("/args/0/value")).isEqualTo("http://localhost/0");
    assertThat(calls.get(1).text("/result/value")).isEqualTo("/0");
    assertThat(calls.get(1).text("/caller/class")).isEqualTo(SORTS);
    target.call("uri", 2);
    target.assertUnnoticed();
    outside.assertClean();
  }

  /** What every probe uses itself; more calls than it takes to compile and to customise handles. */
  @EachPair
  void trace_ofAListThatProbesUse_endsByItsLimit(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Outside outside = Outside.of(target);
    target.start("pool", 2);
    Sonde sonde =
        stage.trace(
            jdks.operator(),
            target,
            "-n",
            20_000,
            "-t",
            "4s",
            "--overhead", // a probe's time goes on while a busy machine runs others
            400,
            "java.util.ArrayList::*",
            "java.util.concurrent.FutureTask::run",
            "java.util.concurrent.LinkedBlockingQueue::*");
    sonde.exits(0);
    assertThat(sonde.only("end").number("/delivered")).isPositive();
    assertThat(sonde.only("end").number("/failed")).isZero();
    target.stop();
    target.assertUnnoticed();
    outside.assertClean();
  }

  @EachPair
  void trace_ofAClassFileBeforeJava7_seesItsCalls(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Outside outside = Outside.of(target);
    Sonde sonde =
        stage.trace(jdks.operator(), target, "-n", 2, "{Sorts$Old}com.acme.Guest::triple");
    target.call("old", 2);
    List<Record> calls = sonde.exits(0).calls();
    assertThat(calls).extracting(call -> call.number("/result/value")).containsExactly(0L, 3L);
    outside.assertClean();
  }

  @OnePair
  void trace_ofAClassThatIsDeployedAgain_goesOnAndKeepsNoLoader(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    target.call("deploy", 1);
    target.call("deployed", 1);
    Outside outside = Outside.of(target);
    Sonde sonde =
        stage.trace(jdks.operator(), target, "-n", 1_000_000, "com.acme.Deployed::triple");
    target.call("deployed", 1);
    sonde.awaitRecords("call", 1);
    target.call("deploy", 1);
    sonde.awaitRecords("woven", 1);
    int before = sonde.calls().size();
    target.call("deployed", 1);
    sonde.awaitRecords("call", before + 1);
    target.call("collected", 1);
    sonde.signal("INT");
    sonde.exits(130);
    outside.assertClean();
  }

  @OnePair
  void find_rate_tellsHowHotEachIs(Pair jdks) {
    TargetJvm target = stage.program(jdks.target());
    Outside outside = Outside.of(target);
    target.start("busy", 1);
    Sonde sonde =
        stage
            .sonde(
                jdks.operator(),
                "find",
                target.pid(),
                "--json",
                "--rate",
                "2s",
                "+com.acme.Sorts.Repo::find")
            .exits(0);
    List<Record> rows =
        sonde.records("method").stream()
            .filter(each -> each.at("/weavable").booleanValue())
            .toList();
    assertThat(rows.get(0).text("/class")).isEqualTo("com.acme.Sorts$MemoryRepo");
    // In two seconds or more it counted no more calls than the application has made till now, a
    // hundred each time.
    double most = 100 * (target.count() + 1) / 2.0;
    assertThat(rows.get(0).at("/rate").doubleValue()).isBetween(0.1, most);
    assertThat(rows.get(1).at("/rate").doubleValue()).isZero();
    target.stop();
    outside.assertClean();
  }

  private List<String> found(Pair jdks, TargetJvm target, String... patterns) {
    List<Object> words = new ArrayList<>(List.of("find", target.pid(), "--json"));
    words.addAll(Arrays.asList(patterns));
    return stage.sonde(jdks.operator(), words.toArray()).exits(0).records("method").stream()
        .filter(each -> each.at("/weavable").booleanValue())
        .map(each -> each.text("/pattern"))
        .toList();
  }

  private static List<String> methods(Sonde sonde) {
    return sonde.calls().stream()
        .map(call -> call.text("/class").replaceAll(".*[.$]", "") + "." + call.text("/method"))
        .toList();
  }
}
