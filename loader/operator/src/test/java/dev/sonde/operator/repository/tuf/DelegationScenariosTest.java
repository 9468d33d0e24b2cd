package dev.sonde.operator.repository.tuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Sha256;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.state.StateHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The search through delegated roles: 5.6.7. A delegation is written as {@code WHO>ROLE}, with
 * {@code !} for a terminating one, and its paths after {@code =}.
 */
class DelegationScenariosTest {
  private final Simulator simulator = new Simulator();
  private final Visitor visitor = new Visitor(simulator);

  private void delegate(String delegations) {
    Set<String> changed = new LinkedHashSet<>();
    for (String each : delegations.split(" ")) {
      String[] halves = each.split("=");
      String[] names = halves[0].replace("!", "").replace("T>", "targets>").split(">");
      String[] paths = halves.length == 1 ? new String[] {"*"} : halves[1].split(",");
      simulator.delegate(names[0], names[1], halves[0].endsWith("!"), paths);
      changed.addAll(List.of(names[1], names[0]));
    }
    simulator.publish(changed.toArray(String[]::new));
    simulator.publish("snapshot", "timestamp");
  }

  /** The delegated roles that were fetched, in their order. */
  private List<String> visited() {
    return simulator.asked.stream()
        .skip(4)
        .filter(it -> !it.startsWith("targets/"))
        .map(it -> it.substring(it.indexOf('.') + 1))
        .toList();
  }

  /** 5.6.7: in pre-order, depth first, in order of appearance. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "one role,                           T>A, A",
    "two in order of appearance,         T>A T>B, A B",
    "a role of a role,                   T>A T>B B>C, A B C",
    "depth before breadth,               T>A T>B A>C A>D, A C D B",
    "depth before breadth at three levels, T>A T>B A>C C>D, A C D B",
    "terminating: nobody after it,       T>A T>B A>C! A>D, A C",
    "terminating: but its own roles,     T>A T>B A>C! C>D, A C D",
    "path of a role does not match,      T>A=*.py T>B A>C, B",
    "path of a role's role does not match, T>A T>B A>C=*.py C>D, A B",
    "a cycle,                            T>A T>B B>C C>D D>B, A B C D",
    "a role of two,                      T>A T>B B>C A>C, A C B",
    "a role of two by one path only,     T>A T>B B>C A>C=*.py, A B C",
  })
  void search_forWhatIsNowhere_asksInOrder(String name, String delegations, String order) {
    delegate(delegations);
    assertThat(visitor.download("missing")).isEmpty();
    assertThat(visited()).containsExactly(order.split(" "));
  }

  /** 5.6.7.2 and the patterns of section 4.5: a slash ends an asterisk. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      nullValues = "-",
      value = {
        "no delegation,                    top,                 true,  -",
        "an asterisk,                      README.md,           true,  A",
        "folders,                          releases/x/x_v1,     true,  B C",
        "folders and an asterisk,          releases/y/y_v1.zip, true,  B D",
        "listed by whom nobody asks,       releases/z/z_v1.zip, false, B",
        "an asterisk is not for a slash,   releases/README.md,  false, -",
        "a question mark,                  foo-1.tgz,           true,  A",
        "a question mark is one character, foo-alpha.tgz,       false, -",
        "capitals are other letters,       README.MD,           false, -",
      })
  void search_findsWhatMayBeListed(String name, String path, boolean found, String order) {
    simulator.add("targets", "top", "top".getBytes(UTF_8));
    delegate("T>A=*.doc,*.md,foo-?.tgz T>B=releases/*/* B>C=releases/x/* B>D=releases/y/*.zip");
    for (String each :
        new String[] {"README.md", "releases/README.md", "foo-1.tgz", "foo-alpha.tgz"})
      simulator.add("A", each, each.getBytes(UTF_8));
    simulator.add("C", "releases/x/x_v1", "releases/x/x_v1".getBytes(UTF_8));
    for (String each : new String[] {"releases/y/y_v1.zip", "releases/z/z_v1.zip"})
      simulator.add("D", each, each.getBytes(UTF_8));
    simulator.publish("A", "C", "D", "snapshot", "timestamp");
    assertThat(visitor.download(path).map(it -> new String(it, UTF_8)))
        .isEqualTo(found ? Optional.of(path) : Optional.empty());
    assertThat(visited()).containsExactly(order == null ? new String[0] : order.split(" "));
  }

  /** 5.6.3 with 5.6.7: a role that one delegator's keys have signed is nothing to the other. */
  @Test
  void role_ofTwo_isVerifiedForEachOfThem() {
    simulator.delegate("targets", "a", false, "a/*");
    simulator.delegate("targets", "b", false, "b/*");
    simulator.delegate("a", "release", false, "a/*");
    String byA = simulator.signers("release").keySet().iterator().next();
    simulator.delegate("b", "release", false, "b/*");
    simulator.signers("release").keySet().retainAll(Set.of(byA));
    simulator.add("release", "a/file", "trusted".getBytes(UTF_8));
    simulator.add("release", "b/file", "malicious".getBytes(UTF_8));
    simulator.publish("release", "a", "b", "targets", "snapshot", "timestamp");
    TufClient client = visitor.refresh();
    assertThat(visitor.download(client, "a/file")).hasValue("trusted".getBytes(UTF_8));
    SondeException refusal =
        catchThrowableOfType(SondeException.class, () -> visitor.download(client, "b/file"));
    assertThat(refusal.id()).isEqualTo(ErrorId.THRESHOLD);
  }

  /** 5.6.1: what the snapshot does not list is not even asked for. */
  @Test
  void role_thatTheSnapshotDoesNotList_isRefused() {
    simulator.delegate("targets", "delegated", false, "delegated/*");
    simulator.publish("delegated", "targets");
    simulator.map("snapshot", "meta").remove("delegated.json");
    simulator.publish("snapshot", "timestamp");
    visitor.refresh();
    simulator.asked.clear();
    SondeException refusal =
        catchThrowableOfType(SondeException.class, () -> visitor.download("delegated/file"));
    assertThat(refusal.id()).isEqualTo(ErrorId.DELEGATION);
    assertThat(simulator.asked).containsExactly("2.root", "timestamp");
    assertThat(visitor.bytes("delegated")).isEmpty();
  }

  /** 5.6.1, 5.6.6: a role's name is one name in an address, and one in a folder. */
  @ParameterizedTest
  @ValueSource(strings = {"?", "#", "/delegated", "../delegated"})
  void role_withAnOddName_isOneFile(String role, @TempDir Path folder) throws IOException {
    simulator.delegate("targets", role, false, "*");
    simulator.publish(role, "targets", "snapshot", "timestamp");
    Path home = folder.toRealPath().resolve("home");
    var memory =
        new StateHome(Optional.of(home))
            .open(
                Sha256.hex(simulator.firstRoot()),
                warning -> {
                  throw new AssertionError(warning);
                });
    Visitor keeping = new Visitor(simulator, simulator.firstRoot(), memory.store());
    assertThat(memory.change(() -> keeping.download("missing"))).isEmpty();
    assertThat(simulator.asked).endsWith("1." + role);
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(it -> it.toString().endsWith(".json")))
          .hasSize(4)
          .allMatch(it -> it.getParent().endsWith("roles"));
    }
  }

  /** 5.6.7.2, section 4.5: the bin of a path is known by the first digits of its SHA-256. */
  @Test
  void search_byHashPrefix_asksThatBinAlone() {
    String prefix = Sha256.hex("file".getBytes(UTF_8)).substring(0, 2);
    String other = prefix.equals("00") ? "01" : "00";
    simulator.delegateByHash("targets", "A", other);
    simulator.delegateByHash("targets", "B", other, prefix);
    simulator.add("B", "file", "of B".getBytes(UTF_8));
    simulator.publish("A", "B", "targets", "snapshot", "timestamp");
    assertThat(visitor.download("file")).hasValue("of B".getBytes(UTF_8));
    assertThat(visited()).containsExactly("B");
  }

  /** 5.6.7.1: so many delegated roles are asked, and not one more. */
  @Test
  void search_endsAtTheLimit() {
    delegate("T>A A>B B>C");
    simulator.add("B", "b", "b".getBytes(UTF_8));
    simulator.add("C", "c", "c".getBytes(UTF_8));
    simulator.publish("C", "B", "A", "targets", "snapshot", "timestamp");
    visitor.limits = new Limits(64 << 10, 16 << 10, 256 << 10, 1 << 20, 64, 2);
    assertThat(visitor.download("b")).hasValue("b".getBytes(UTF_8));
    assertThat(visitor.download("c")).isEmpty();
    assertThat(visitor.refresh().targets()).extracting(TargetFile::path).containsExactly("b");
    assertThat(simulator.asked).noneMatch(it -> it.endsWith(".C"));
  }
}
