package dev.sonde.tests.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tests.fixture.Await;
import dev.sonde.tests.fixture.Child;
import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.Jdk;
import dev.sonde.tests.fixture.Jdks;
import dev.sonde.tests.fixture.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vectors of project Wycheproof on each JDK: arithmetic and digests are the JVM's. */
class WycheproofIT {
  private static final Path MODULE = Dist.root().resolve("loader/operator/target");

  @RegisterExtension final Stage stage = new Stage();

  static List<Jdk> jdks() {
    return Jdks.supported();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void vectors_areTreatedAsTheySay(Jdk jdk) throws IOException {
    String path =
        MODULE.resolve("test-classes") + ":" + Files.readString(MODULE.resolve("class-path"));
    Child run = stage.run(jdk.java(), "-cp", path, "dev.sonde.operator.repository.tuf.Wycheproof");
    assertThat(run.await(Await.LONG)).as("exit; %s", run.err()).isZero();
    assertThat(run.out())
        .containsExactly(
            "ed25519 {invalid refused=63, valid accepted=88} wrong []",
            "p256 {invalid refused=310, valid accepted=174} wrong []");
  }
}
