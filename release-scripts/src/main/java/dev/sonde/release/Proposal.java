package dev.sonde.release;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The next state of root, targets and plugins, unsigned: what the repository lists now, with files
 * added and withdrawn, under the keys of the trust folder. A role that would not change is left
 * out.
 */
final class Proposal {
  private final TrustFolder trust;
  private final RepositoryFolder repository;
  private final Instant now;
  private final List<Target> added = new ArrayList<>();
  private final Set<String> withdrawn = new java.util.TreeSet<>();
  private final Set<Role> renewed = EnumSet.noneOf(Role.class);

  Proposal(TrustFolder trust, RepositoryFolder repository, Instant now) {
    this.trust = trust;
    this.repository = repository;
    this.now = now;
  }

  Proposal add(Target target) {
    added.add(target);
    return this;
  }

  Proposal withdraw(String path) {
    withdrawn.add(path);
    return this;
  }

  /** Signs {@code role} anew though it says the same. */
  Proposal renew(Role role) {
    if (role == Role.SNAPSHOT || role == Role.TIMESTAMP)
      throw Failure.usage(role + " needs no second signer: run `renew`");
    renewed.add(role);
    return this;
  }

  /** Writes what changes to {@code stage}, and says which roles those are. */
  List<Role> write(Stage stage) throws IOException {
    Map<Role, Document> next = new LinkedHashMap<>();
    Optional<Document> oldRoot =
        Optional.ofNullable(trust.roots().lastEntry()).map(Map.Entry::getValue);
    if (oldRoot.isPresent() && repository.timestamp().isEmpty())
      throw Failure.of(
          repository.folder() + " is no repository; operators remember versions: bring it back");
    put(next, Role.ROOT, oldRoot, trust.rootContent());
    Document root = next.getOrDefault(Role.ROOT, oldRoot.orElse(null));
    if (root == null) throw new IllegalStateException("a first root always changes");
    Optional<Document> oldTargets = repository.current(Role.TARGETS);
    Optional<Document> oldPlugins = repository.current(Role.PLUGINS);
    Map<String, Object> targets =
        Map.of("targets", merged(Role.TARGETS, oldTargets), "delegations", trust.delegations());
    if (isUnsigned(oldTargets, Signatories.ofRoot(root, Role.TARGETS))) renewed.add(Role.TARGETS);
    put(next, Role.TARGETS, oldTargets, targets);
    Document delegator = next.getOrDefault(Role.TARGETS, oldTargets.orElse(null));
    if (isUnsigned(oldPlugins, Signatories.ofDelegation(delegator))) renewed.add(Role.PLUGINS);
    put(next, Role.PLUGINS, oldPlugins, Map.of("targets", merged(Role.PLUGINS, oldPlugins)));
    for (Map.Entry<Role, Document> each : next.entrySet())
      stage.put(each.getKey(), each.getValue());
    for (Target target : added) stage.put(target);
    return List.copyOf(next.keySet());
  }

  /** After a rotation: too few of the keys that count from now on have signed it. */
  private static boolean isUnsigned(Optional<Document> document, Signatories signatories) {
    return document.isPresent() && !signatories.suffice(document.get());
  }

  private void put(
      Map<Role, Document> next, Role role, Optional<Document> old, Map<String, ?> content) {
    if (old.isPresent() && old.get().says(content) && !renewed.contains(role)) return;
    long version = old.map(Document::version).orElse(0L) + 1;
    Instant expires = now.plus(role.lifetime());
    next.put(role, Document.sign(role.type(), version, expires, content, List.of()));
  }

  private Map<String, @Nullable Object> merged(Role role, Optional<Document> old) {
    Map<String, @Nullable Object> targets = new LinkedHashMap<>();
    old.ifPresent(it -> targets.putAll(it.signed().object("targets").values()));
    for (String path : withdrawn)
      if (role(path) == role && targets.remove(path) == null)
        throw Failure.of(path + " is not listed; `verify-release` shows what is");
    for (Target target : added) {
      if (role(target.path()) != role) continue;
      Object before = targets.put(target.path(), target.json());
      if (before != null && !before.equals(target.json()))
        throw Failure.of(
            target.path() + " is listed already with other bytes; give it another version");
    }
    return targets;
  }

  /** Who lists a path: the delegation is for {@code plugins/} alone. */
  static Role role(String path) {
    return path.startsWith("plugins/") ? Role.PLUGINS : Role.TARGETS;
  }
}
