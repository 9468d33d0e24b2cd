package dev.sonde.dist;

import dev.sonde.json.JsonWriter;
import dev.sonde.operator.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * How the released files were made, as an in-toto statement of type SLSA provenance v1. It holds
 * nothing that differs between two builds of one commit, so the second signer's build proves it
 * too.
 */
final class Provenance {
  private final Layout layout;
  private final ReleaseOrder order;

  Provenance(Layout layout, ReleaseOrder order) {
    this.layout = layout;
    this.order = order;
  }

  byte[] of(SortedMap<String, byte[]> files) throws IOException {
    List<Object> subjects = new ArrayList<>();
    files.forEach((name, bytes) -> subjects.add(artifact("name", name, Sha256.hex(bytes))));
    Map<String, Object> definition =
        Sbom.ordered(
            "buildType", "urn:sonde:release-scripts:release:1",
            "externalParameters",
                Sbom.ordered(
                    "commit", order.commit(),
                    "version", layout.version(),
                    "repository", order.repository().toString(),
                    "root", Sha256.hex(Files.readAllBytes(order.root()))),
            "internalParameters",
                Sbom.ordered(
                    "command", "release-scripts/bin/release",
                    "maven", "mvn -B -DskipTests -Dsonde.release=ORDER -pl dist -am package",
                    "sourceDateEpoch", order.time().getEpochSecond()),
            "resolvedDependencies", dependencies());
    Map<String, Object> builder =
        Sbom.ordered(
            "id",
            "urn:sonde:release-scripts:two-signers",
            "version",
            Sbom.ordered(
                "jdk", Jdk.current().fullVersion(),
                "jdkOfLine21", Jdk.atLeast(21).orElseThrow().fullVersion()));
    Map<String, Object> statement =
        Sbom.ordered(
            "_type",
            "https://in-toto.io/Statement/v1",
            "subject",
            subjects,
            "predicateType",
            "https://slsa.dev/provenance/v1",
            "predicate",
            Sbom.ordered(
                "buildDefinition", definition, "runDetails", Sbom.ordered("builder", builder)));
    return (JsonWriter.line(statement) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private List<Object> dependencies() throws IOException {
    List<Object> all = new ArrayList<>();
    all.add(Sbom.ordered("name", "sources", "digest", Map.of("gitCommit", order.commit())));
    for (Path library : layout.libraries()) {
      String sha256 = Sha256.hex(Files.readAllBytes(library));
      all.add(artifact("uri", Library.of(library).purl(), sha256));
    }
    Path bundle = order.bundle().orElseThrow();
    for (Path file : Folders.files(bundle)) {
      String name = "bundle/" + bundle.relativize(file);
      all.add(artifact("name", name, Sha256.hex(Files.readAllBytes(file))));
    }
    return all;
  }

  private static Map<String, Object> artifact(String key, String name, String sha256) {
    return Sbom.ordered(key, name, "digest", Map.of("sha256", sha256));
  }
}
