package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.Footprint;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a trace is to the memory of a small application. It is interpreted: what the JVM's compilers
 * note about methods of the JDK stays in its metaspace too, and says nothing about Sonde.
 */
class FootprintIT {
  /** A little above what is reached, some 375 and 1,720 KB. docs/BENCHMARKS.md has the goal. */
  private static final long MOST_CLASSES = 410;

  private static final long MOST_BYTES = 1_870 << 10;

  private static final long LEFT_CLASSES = 5;
  private static final long LEFT_BYTES = 50 << 10;
  private static final Pattern RARE = Pattern.compile("dev\\.sonde\\..*\\.Rare/");
  private static final Duration PATIENCE = Await.LONG;

  private final List<String> rare = new ArrayList<>();

  @RegisterExtension final Stage stage = new Stage();

  @OnePair
  void trace_needsFewClasses_andTheThirdLeavesNothingToSpeakOf(Pair jdks) {
    TargetJvm target = stage.program(jdks.target(), "-Xint");
    target.start("slow", 1);
    Footprint before = Footprint.of(target);

    Footprint on = traced(jdks, target).minus(before);
    assertThat(on.classes()).as("classes while on: %s", on).isLessThanOrEqualTo(MOST_CLASSES);
    assertThat(on.metaspace()).as("metaspace while on: %s", on).isLessThanOrEqualTo(MOST_BYTES);
    assertThat(on.threads()).as("threads while on").isEqualTo(2);
    assertThat(rare).as("classes of rare cases: see dist/rare-methods").isEmpty();

    traced(jdks, target);
    Footprint second = settled(target, before);
    traced(jdks, target);
    Footprint[] left = new Footprint[1];
    Await.until(
        "at most 5 classes and 50 KB left by the third",
        PATIENCE,
        () -> {
          left[0] = Footprint.of(target).minus(second);
          return left[0].classes() <= LEFT_CLASSES
              && left[0].metaspace() <= LEFT_BYTES
              && left[0].threads() == 0;
        },
        () -> left[0].toString());
    target.assertUnnoticed();
  }

  /** What the target holds while it is traced. */
  private Footprint traced(Pair jdks, TargetJvm target) {
    Sonde sonde = stage.trace(jdks.operator(), target, "com.acme.Hard::tick", "-n", 1_000_000);
    sonde.awaitRecords("call", 1);
    Footprint on = Footprint.of(target);
    target
        .jcmd("VM.class_hierarchy")
        .lines()
        .filter(line -> RARE.matcher(line).find())
        .forEach(rare::add);
    sonde.signal("INT");
    sonde.exits(130);
    return on;
  }

  /** What is left once the threads and loaders of a session have gone. */
  private static Footprint settled(TargetJvm target, Footprint before) {
    Footprint[] seen = {Footprint.of(target)};
    Await.until(
        "the threads of the session gone, and no class collected any more",
        PATIENCE,
        () -> {
          Footprint last = seen[0];
          seen[0] = Footprint.of(target);
          return seen[0].threads() == before.threads() && seen[0].classes() == last.classes();
        },
        () -> seen[0] + ", before " + before);
    return seen[0];
  }
}
