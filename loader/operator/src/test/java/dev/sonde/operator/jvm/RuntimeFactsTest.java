package dev.sonde.operator.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.jvm.Attachability.No;
import dev.sonde.operator.jvm.SystemLoader.Fitness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeFactsTest {
  @TempDir Path folder;

  @Test
  void feature_ofVersions() {
    assertThat(RuntimeFacts.feature("17.0.15+6")).isEqualTo(17);
    assertThat(RuntimeFacts.feature("1.8.0_442")).isEqualTo(8);
    assertThat(RuntimeFacts.feature("26-ea")).isEqualTo(26);
    assertThat(RuntimeFacts.feature("")).isZero();
  }

  @Test
  void judge_plain_yes() {
    assertThat(facts(17, false, false, "", Fitness.YES).judge(false))
        .isEqualTo(new Attachability.Yes());
  }

  @Test
  void judge_unknownVersion_yesUntilTheJvmHasAnswered() {
    assertThat(facts(0, false, false, "", Fitness.YES).judge(false).yes()).isTrue();
  }

  @Test
  void judge_oldJava() {
    assertThat(facts(8, true, true, "", Fitness.YES).judge(false))
        .isEqualTo(
            new No(
                ErrorId.JDK_UNSUPPORTED,
                "JVM 42 runs Java 8.0.1; Sonde works in Java 17 and later. The target was left"
                    + " alone."));
  }

  @Test
  void judge_flags() {
    assertThat(id(facts(17, true, true, "", Fitness.YES))).isEqualTo(ErrorId.ATTACH_DISABLED);
    assertThat(id(facts(17, false, true, "", Fitness.YES))).isEqualTo(ErrorId.AGENTS_DISABLED);
  }

  @Test
  void judge_ownSystemLoader() {
    assertThat(id(facts(17, false, false, "com.acme.Loader", Fitness.NO)))
        .isEqualTo(ErrorId.SYSTEM_LOADER);
    assertThat(facts(17, false, false, "com.acme.Loader", Fitness.YES).judge(true).yes()).isTrue();
  }

  @Test
  void judge_systemLoaderNotFound_refusedOnceNothingMoreCanBeLearnt() {
    RuntimeFacts facts = facts(17, false, false, "com.acme.Loader", Fitness.UNKNOWN);

    assertThat(facts.judge(false).yes()).isTrue();
    assertThat(facts.judge(true).yes()).isFalse();
  }

  @Test
  void fitness_readsTheClassFile() throws IOException {
    Files.writeString(folder.resolve("Good.class"), "..appendToClassPathForInstrumentation..");
    Files.writeString(folder.resolve("Bad.class"), "..");
    SystemLoader search = new SystemLoader(Path.of("/"), folder);

    assertThat(search.fitness("Good", "no.jar:.")).isEqualTo(Fitness.YES);
    assertThat(search.fitness("Bad", folder.toString())).isEqualTo(Fitness.NO);
    assertThat(search.fitness("Absent", ".")).isEqualTo(Fitness.UNKNOWN);
  }

  private static ErrorId id(RuntimeFacts facts) {
    return ((No) facts.judge(false)).id();
  }

  private static RuntimeFacts facts(
      int feature, boolean noAttach, boolean noAgents, String loader, Fitness fitness) {
    return new RuntimeFacts(42, feature + ".0.1", feature, noAttach, noAgents, loader, fitness);
  }
}
