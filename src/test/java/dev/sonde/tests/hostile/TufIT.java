package dev.sonde.tests.hostile;

import dev.sonde.tests.fixture.Bystander;
import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Pairs;
import dev.sonde.tests.fixture.Signer;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Metadata that is signed as it must be where that helps it, and hostile. */
class TufIT {
  @RegisterExtension static final Bystander BYSTANDER = new Bystander();

  @RegisterExtension final Stage stage = new Stage();

  /** A row, and what is done to the build's own repository. */
  record Case(String input, String id, Change change) {
    @Override
    public String toString() {
      return input;
    }
  }

  interface Change {
    void in(Signer signer) throws IOException;
  }

  static List<Case> cases() {
    return List.of(
        of("threshold 0", "SONDE-JSON", it -> threshold(it, 0)),
        of("negative threshold", "SONDE-JSON", it -> threshold(it, -1)),
        of("threshold above the keys", "SONDE-THRESHOLD", it -> threshold(it, 4)),
        of("repeated key id", "SONDE-SIGNATURE", TufIT::repeatedKeyId),
        of("one key under two ids", "SONDE-THRESHOLD", TufIT::twin),
        text("duplicate keys in JSON", text -> text.replaceFirst("\\{", "{\"signed\":{},")),
        text("NaN", text -> text.replaceFirst("\"version\":\\d+", "\"version\":NaN")),
        text("1e400", text -> text.replaceFirst("\"version\":\\d+", "\"version\":1e400")),
        text("depth 10^5", text -> "[".repeat(8_000) + text), // the file's limit is 16 KiB
        text("BOM", text -> "\ufeff" + text),
        text("lone surrogate", text -> text.replaceFirst("\"_type\":\"", "\"_type\":\"\\\\ud800")),
        text("trailing bytes", text -> text + "{}"),
        text(
            "schema-invalid before any signature",
            text ->
                text.replaceFirst("\"sig\":\"..", "\"sig\":\"zz").replace("spec_version", "spec")),
        of("r=s=0", "SONDE-SIGNATURE", it -> signatures(it, "00".repeat(64))),
        of("repository B's target under an id of A", "SONDE-IDENTITY", TufIT::foreignId));
  }

  static Stream<Row> rows() {
    return cases().stream()
        .map(it -> Row.refused(Group.TUF, it.input, Way.OPERATOR, it.id, 4, TufIT.class));
  }

  static Stream<Arguments> runs() {
    return Pairs.dealt(cases());
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("runs")
  void metadata_thatIsHostile_isRefused(Case each, Pair jdks) throws IOException {
    Path repository = stage.folder().resolve("repository");
    Dist.copy(Dist.repository(), repository);
    each.change.in(new Signer(repository));
    TargetJvm target = BYSTANDER.on(jdks.target());
    stage
        .sonde(
            jdks.operator(),
            "trace",
            target.pid(),
            "com.acme.Orders::find",
            "--repository",
            repository)
        .refuses(4, each.id);
    BYSTANDER.check(jdks.target());
  }

  private static Case of(String input, String id, Change change) {
    return new Case(input, id, change);
  }

  /** The timestamp is not even JSON as it must be: refused before any signature is looked at. */
  private static Case text(String input, UnaryOperator<String> change) {
    return of(
        input,
        "SONDE-JSON",
        signer -> {
          Path file = signer.file("timestamp");
          String text = Files.readString(file);
          String changed = change.apply(text);
          if (changed.equals(text)) throw new AssertionError("nothing was changed in " + text);
          Files.writeString(file, changed);
        });
  }

  private static void threshold(Signer signer, long threshold) throws IOException {
    newer(signer);
    signer.role("targets", signed -> delegation(signed).put("threshold", threshold));
  }

  /** What the build has baked into {@code sonde.jar} serves in place of a file that equals it. */
  private static void newer(Signer signer) throws IOException {
    signer.role("plugins", signed -> signed.put("x-changed", true));
  }

  private static Map<String, Object> delegation(Map<String, Object> targets) {
    Map<String, Object> delegations = Signer.map(targets.get("delegations"));
    return Signer.map(((List<?>) delegations.get("roles")).get(0));
  }

  private static void repeatedKeyId(Signer signer) throws IOException {
    Map<String, Object> document = document(signer, "timestamp");
    List<Object> signatures = new ArrayList<>((List<?>) document.get("signatures"));
    signatures.add(signatures.get(0));
    document.put("signatures", signatures);
    write(signer, "timestamp", document);
  }

  /** The second key of the plugins role is the first one, in capitals. */
  private static void twin(Signer signer) throws IOException {
    Map<String, Object> plugins = document(signer, "plugins");
    List<Object> signatures = new ArrayList<>((List<?>) plugins.get("signatures"));
    String id = (String) Signer.map(signatures.get(0)).get("keyid");
    signer.role(
        "targets",
        signed -> {
          Map<String, Object> keys = Signer.map(Signer.map(signed.get("delegations")).get("keys"));
          Map<String, Object> twin = new LinkedHashMap<>(Signer.map(keys.get(id)));
          String hex = (String) Signer.map(twin.get("keyval")).get("public");
          twin.put("keyval", Map.of("public", hex.toUpperCase(Locale.ROOT)));
          keys.put("twin", twin);
          delegation(signed).put("keyids", List.of(id, "twin"));
        });
    Signer.map(plugins.get("signed")).put("x-changed", true);
    plugins.put("signatures", List.of(new LinkedHashMap<>(Signer.map(signatures.get(0)))));
    Map<String, Object> signed =
        Signer.map(dev.sonde.json.JsonReader.read(Signer.sign("plugins", plugins)));
    Map<String, Object> first = Signer.map(((List<?>) signed.get("signatures")).get(0));
    signed.put("signatures", List.of(first, Map.of("keyid", "twin", "sig", first.get("sig"))));
    write(signer, "plugins", signed);
  }

  private static void signatures(Signer signer, String hex) throws IOException {
    Map<String, Object> document = document(signer, "timestamp");
    for (Object each : (List<?>) document.get("signatures")) Signer.map(each).put("sig", hex);
    write(signer, "timestamp", document);
  }

  private static void foreignId(Signer signer) throws IOException {
    signer.role(
        "plugins",
        signed -> {
          for (Object target : Signer.map(signed.get("targets")).values())
            Signer.map(Signer.map(target).get("custom")).put("id", "acme/tracer-full");
        });
  }

  private static Map<String, Object> document(Signer signer, String role) throws IOException {
    return Signer.map(dev.sonde.json.JsonReader.read(Files.readAllBytes(signer.file(role))));
  }

  private static void write(Signer signer, String role, Map<String, Object> document)
      throws IOException {
    String text = dev.sonde.json.JsonWriter.line(document);
    signer.write(role, text.getBytes(StandardCharsets.UTF_8));
  }
}
