package dev.sonde.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a signer's own tool checks of a stage before its key is asked: the keys are those of the
 * signer's own trust folder, and each new file has the bytes that the signer's own build has.
 */
final class Review {
  private final TrustFolder trust;
  private final RepositoryFolder repository;
  private final Stage stage;

  Review(TrustFolder trust, RepositoryFolder repository, Stage stage) {
    this.trust = trust;
    this.repository = repository;
    this.stage = stage;
  }

  /** Says what would change, or fails; {@code rebuilt} holds the signer's own build. */
  List<String> run(Optional<Path> rebuilt) throws IOException {
    List<String> lines = new ArrayList<>();
    Map<Role, Document> documents = stage.documents();
    Document root = documents.get(Role.ROOT);
    if (root != null && !root.says(trust.rootContent())) throw differs("root");
    Map<String, Target> own = own(rebuilt);
    for (Role role : List.of(Role.TARGETS, Role.PLUGINS)) {
      Document document = documents.get(role);
      if (document == null) continue;
      if (role == Role.TARGETS && !delegates(document)) throw differs("targets");
      lines.addAll(changes(document, repository.current(role), own));
    }
    checkFiles(rebuilt, lines);
    return lines;
  }

  private boolean delegates(Document targets) throws IOException {
    Map<String, Object> content =
        Map.of(
            "targets", targets.signed().object("targets").values(),
            "delegations", trust.delegations());
    return targets.says(content);
  }

  private Failure differs(String role) {
    return Failure.of(
        role
            + " in "
            + stage
            + " names other keys than your trust folder; pull what was agreed on, and look at it");
  }

  private static List<String> changes(
      Document next, Optional<Document> current, Map<String, Target> own) {
    Map<String, @Nullable Object> before =
        new TreeMap<>(current.map(it -> it.signed().object("targets").values()).orElse(Map.of()));
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, @Nullable Object> each :
        next.signed().object("targets").values().entrySet()) {
      Object old = before.remove(each.getKey());
      if (each.getValue() != null && each.getValue().equals(old)) continue;
      Target mine = own.get(each.getKey());
      if (mine == null)
        throw Failure.of(
            each.getKey() + " is new, and your own build has no such file; give it with --rebuilt");
      if (!mine.json().equals(each.getValue()))
        throw Failure.of(
            String.format(
                "%s is unlike your own build of it (%s): not signed; tell the first signer",
                each.getKey(), mine.sha256()));
      lines.add("adds " + each.getKey() + " sha256 " + mine.sha256());
    }
    before.keySet().forEach(path -> lines.add("withdraws " + path));
    return lines;
  }

  /** The targets that the signer's own build has, by path. */
  private static Map<String, Target> own(Optional<Path> rebuilt) throws IOException {
    Map<String, Target> own = new HashMap<>();
    if (rebuilt.isEmpty()) return own;
    for (Target target : BuildOutput.targets(rebuilt.get())) own.put(target.path(), target);
    return own;
  }

  /** What is published beside the metadata: built files as the signer built them, notes as text. */
  private void checkFiles(Optional<Path> rebuilt, List<String> lines) throws IOException {
    for (Map.Entry<String, byte[]> file : stage.files().entrySet()) {
      String path = file.getKey();
      if (path.endsWith(DetachedSignatures.SUFFIX)) continue;
      if (path.startsWith(BuildOutput.RELEASES)) {
        Path mine = rebuilt.map(it -> it.resolve(path)).orElse(Path.of(""));
        if (rebuilt.isEmpty() || !Files.exists(mine))
          throw Failure.of(path + " is new, and your own build has no such file");
        if (!Arrays.equals(Files.readAllBytes(mine), file.getValue()))
          throw Failure.of(path + " is unlike your own build of it: not signed");
      } else {
        lines.add(path + ":");
        new String(file.getValue(), java.nio.charset.StandardCharsets.UTF_8)
            .lines()
            .forEach(line -> lines.add("  " + line));
      }
    }
  }
}
