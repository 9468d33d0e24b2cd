package dev.sonde.release;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One state of a released repository: what waits in a stage, if anything does, under a new snapshot
 * and timestamp. It is verified as a stranger would, from the first root on, before a byte of it is
 * written; the timestamp is written last.
 */
final class Edition {
  private final TrustFolder trust;
  private final RepositoryFolder repository;
  private final Optional<Stage> stage;
  private final Signers signers;
  private final Instant now;
  private final List<String> unused = new ArrayList<>();

  Edition(
      TrustFolder trust,
      RepositoryFolder repository,
      Optional<Stage> stage,
      Signers signers,
      Instant now) {
    this.trust = trust;
    this.repository = repository;
    this.stage = stage;
    this.signers = signers;
    this.now = now;
    signers.keys().forEach(key -> unused.add(key.id()));
  }

  /** Publishes, and says which versions are current then; the same as before if nothing is due. */
  Map<Role, Document> publish() throws IOException {
    if (stage.isPresent()) {
      new Endorsement(trust, repository, stage.get()).requireAll();
      new DetachedSignatures(stage.get(), trust).check();
    }
    TreeMap<Long, Document> roots = trust.roots();
    if (stage.isPresent())
      stage.get().find(Role.ROOT).ifPresent(it -> roots.putIfAbsent(it.version(), it));
    if (roots.isEmpty()) throw Failure.of("there is no root yet; run bin/ceremony (docs/KEYS.md)");
    Map<Role, Document> documents = signed(roots.lastEntry().getValue());
    Map<String, byte[]> files = files(roots, documents);
    Verdict verdict =
        Verdict.of(
            roots.firstEntry().getValue().bytes(), new Overlay(repository.folder(), files), now);
    verdict.downloadAll();
    write(roots, documents, files);
    return documents;
  }

  private Map<Role, Document> signed(Document root) throws IOException {
    Document targets = next(Role.TARGETS);
    Document plugins = next(Role.PLUGINS);
    Map<String, Object> meta =
        Map.of("targets.json", targets.listed(), "plugins.json", plugins.listed());
    Document snapshot = online(root, Role.SNAPSHOT, Map.of("meta", meta));
    Map<String, Object> current = Map.of("meta", Map.of("snapshot.json", snapshot.listed()));
    Document timestamp = online(root, Role.TIMESTAMP, current);
    Map<Role, Document> documents = new LinkedHashMap<>();
    documents.put(Role.ROOT, root);
    documents.put(Role.TARGETS, targets);
    documents.put(Role.PLUGINS, plugins);
    documents.put(Role.SNAPSHOT, snapshot);
    documents.put(Role.TIMESTAMP, timestamp);
    return documents;
  }

  private Document next(Role role) throws IOException {
    Optional<Document> current = repository.current(role);
    Optional<Document> staged = stage.isPresent() ? stage.get().find(role) : Optional.empty();
    if (staged.isPresent() && current.isPresent()) {
      boolean next = staged.get().version() == current.get().version() + 1;
      boolean published =
          java.util.Arrays.equals(staged.get().bytes(), current.get().bytes()); // a second run
      if (!next && !published)
        throw Failure.of(
            String.format(
                "%s in %s is version %d, and %s has %d already: propose again",
                role,
                stage.get(),
                staged.get().version(),
                repository.folder(),
                current.get().version()));
    }
    return staged
        .or(() -> current)
        .orElseThrow(() -> Failure.of(repository.folder() + " has no " + role + " yet"));
  }

  /** Keeps a file that says the same and has more than half of its time left. */
  private Document online(Document root, Role role, Map<String, ?> content) throws IOException {
    Signatories signatories = Signatories.ofRoot(root, role);
    Optional<Document> old = repository.current(role);
    if (old.isPresent()
        && old.get().says(content)
        && signatories.suffice(old.get())
        && old.get().expires().isAfter(now.plus(role.lifetime().dividedBy(2)))) return old.get();
    Document next =
        Document.sign(
            role.type(),
            old.map(Document::version).orElse(0L) + 1,
            now.plus(role.lifetime()),
            content,
            List.of());
    for (String id : signatories.keys().keySet()) {
      Optional<SigningKey> key = signers.find(id);
      if (key.isPresent()) next = next.signedBy(id, key.get().sign(next.canonical()));
    }
    if (signatories.suffice(next)) return next;
    throw Failure.of(role + " must be signed anew, and none of its keys was given with --key");
  }

  private Map<String, byte[]> files(TreeMap<Long, Document> roots, Map<Role, Document> documents)
      throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    if (stage.isPresent()) {
      stage.get().targets().forEach((path, bytes) -> files.put("targets/" + path, bytes));
      files.putAll(stage.get().files());
    }
    roots.forEach((version, it) -> files.put("metadata/" + version + ".root.json", it.bytes()));
    for (Role role : List.of(Role.PLUGINS, Role.TARGETS, Role.SNAPSHOT)) {
      Document document = java.util.Objects.requireNonNull(documents.get(role));
      files.put("metadata/" + document.version() + "." + role + ".json", document.bytes());
    }
    Document timestamp = java.util.Objects.requireNonNull(documents.get(Role.TIMESTAMP));
    files.put("metadata/timestamp.json", timestamp.bytes());
    return files;
  }

  private void write(
      TreeMap<Long, Document> roots, Map<Role, Document> documents, Map<String, byte[]> files)
      throws IOException {
    Path folder = repository.folder();
    byte[] timestamp = files.remove("metadata/timestamp.json");
    for (Map.Entry<String, byte[]> file : files.entrySet())
      SafeFiles.publishNew(folder.resolve(file.getKey()), file.getValue());
    SafeFiles.publish(folder.resolve("metadata/timestamp.json"), timestamp);
    trust.add(roots.lastEntry().getValue());
  }
}
