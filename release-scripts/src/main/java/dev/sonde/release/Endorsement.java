package dev.sonde.release;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One person's signatures on what waits in a stage. */
final class Endorsement {
  private final TrustFolder trust;
  private final RepositoryFolder repository;
  private final Stage stage;

  Endorsement(TrustFolder trust, RepositoryFolder repository, Stage stage) {
    this.trust = trust;
    this.repository = repository;
    this.stage = stage;
  }

  /** Signs all that these keys may sign, and says how many signatures each role has then. */
  List<String> run(Signers signers) throws IOException {
    Set<String> used = new TreeSet<>();
    for (Map.Entry<Role, Document> each : stage.documents().entrySet()) {
      Document document = each.getValue();
      for (Signatories signatories : signatories(each.getKey()))
        for (String id : signatories.keys().keySet()) {
          SigningKey key = signers.find(id).orElse(null);
          if (key == null || !used.add(each.getKey() + " " + id)) continue;
          document = signed(document, key);
        }
      stage.put(each.getKey(), document);
    }
    int detached = new DetachedSignatures(stage, trust).add(signers);
    List<String> lines = new ArrayList<>(counts());
    for (SigningKey key : signers.keys())
      if (used.stream().noneMatch(it -> it.endsWith(key.id())))
        lines.add(trust.called(key.id()) + " had nothing to sign");
    if (used.isEmpty() && !signers.keys().isEmpty())
      throw Failure.of("none of these keys may sign what waits in " + stage);
    if (detached > 0) lines.add(detached + " detached signatures");
    return lines;
  }

  private static Document signed(Document document, SigningKey key) {
    byte[] message = document.canonical();
    byte[] signature = key.sign(message);
    if (!key.publicKey().verifies(message, signature))
      throw Failure.of("the key " + key.id() + " gave no good signature");
    return document.signedBy(key.id(), signature);
  }

  /** A root is signed by its own keys and by those of the root before. */
  List<Signatories> signatories(Role role) throws IOException {
    Document oldRoot = trust.roots().isEmpty() ? null : trust.roots().lastEntry().getValue();
    Document root = stage.find(Role.ROOT).orElse(oldRoot);
    if (root == null) throw Failure.of("there is no root yet; run bin/ceremony");
    if (role == Role.PLUGINS) {
      Document targets = stage.find(Role.TARGETS).or(() -> current(Role.TARGETS)).orElseThrow();
      return List.of(Signatories.ofDelegation(targets));
    }
    Signatories own = Signatories.ofRoot(root, role);
    boolean rotation = role == Role.ROOT && oldRoot != null;
    return rotation ? List.of(Signatories.ofRoot(oldRoot, Role.ROOT), own) : List.of(own);
  }

  private java.util.Optional<Document> current(Role role) {
    try {
      return repository.current(role);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A line for each role: by whom it is signed, and whether that is enough. */
  List<String> counts() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<Role, Document> each : stage.documents().entrySet())
      for (Signatories signatories : signatories(each.getKey()))
        lines.add(count(each.getKey(), each.getValue(), signatories));
    return lines.stream().distinct().toList();
  }

  private String count(Role role, Document document, Signatories signatories) throws IOException {
    List<String> names = new ArrayList<>();
    for (String id : signatories.signed(document)) names.add(trust.called(id));
    return String.format(
        "%d.%s.json: %d of %d signatures: %s",
        document.version(),
        role,
        names.size(),
        signatories.threshold(),
        names.isEmpty() ? "none" : String.join(", ", names));
  }

  /** Fails where a role has fewer good signatures than it needs. */
  void requireAll() throws IOException {
    for (Map.Entry<Role, Document> each : stage.documents().entrySet())
      for (Signatories signatories : signatories(each.getKey()))
        if (!signatories.suffice(each.getValue()))
          throw Failure.of(
              count(each.getKey(), each.getValue(), signatories) + "; nothing was published");
  }
}
