package dev.sonde.operator.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.repository.tuf.Hashes;
import dev.sonde.operator.repository.tuf.TargetFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What serves where the best of a repository is not at hand. */
class ChoiceTest {
  private static final Choice CHOICE =
      Choice.of(
          List.of(
              offer("heap", "1.0", 17, 1),
              offer("heap", "1.1", 17, 1),
              offer("heap", "1.2", 17, Choice.API + 1),
              offer("heap", "1.1", 25, 1),
              offer("zebra", "9.0", 17, 1)),
          "here");

  private static Offer offer(String id, String version, int line, int api) {
    PluginDescription described =
        new PluginDescription(id, version, line, api, List.of(), List.of());
    Hashes hashes = new Hashes(1L, Map.of());
    return new Offer(described, new TargetFile(described.path(), hashes, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "heap, , 21, heap-1.1-jdk17.jar",
    "heap, , 25, heap-1.1-jdk25.jar",
    "heap, 1.0, 25, heap-1.0-jdk17.jar",
    "zebra, , 17, zebra-9.0-jdk17.jar"
  })
  void found_isTheNewestOfThatPluginAndVersion_thatThisSondeServes(
      String id, String version, int feature, String file) {
    assertThat(CHOICE.find(new PluginRef(id, version, feature)))
        .map(it -> it.target().path())
        .hasValueSatisfying(path -> assertThat(path).endsWith("/" + file));
  }

  @Test
  void nothing_servesWhatIsNotListed() {
    assertThat(CHOICE.find(new PluginRef("stack", null, 25))).isEmpty();
    assertThat(CHOICE.find(new PluginRef("heap", "1.2", 25))).isEmpty();
    assertThat(CHOICE.find(new PluginRef("heap", null, 11))).isEmpty();
  }
}
