package dev.sonde.operator.repository.tuf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A repository's metadata, verified from a trusted root down to the targets role, at one fixed
 * time. Delegated roles and target files are fetched and verified when asked for. A refusal is a
 * {@link dev.sonde.operator.SondeException}.
 */
public final class TufClient {
  private final Cycle cycle;
  private final Root root;
  private final Timestamp timestamp;
  private final Snapshot snapshot;
  private final TargetsUpdate roles;
  private final TargetSearch search;

  private TufClient(Cycle cycle, Root root, Timestamp timestamp, Snapshot snapshot) {
    this.cycle = cycle;
    this.root = root;
    this.timestamp = timestamp;
    this.snapshot = snapshot;
    this.roles = new TargetsUpdate(cycle, root, snapshot);
    this.search = new TargetSearch(roles, cycle.limits().delegations());
    roles.top();
  }

  /** Runs 5.1 to 5.6.6. */
  public static TufClient refresh(byte[] trustedRoot, Cycle cycle) {
    Root root = new RootUpdate(cycle).run(trustedRoot);
    Timestamp timestamp = new TimestampUpdate(cycle, root).run();
    Snapshot snapshot = new SnapshotUpdate(cycle, root, timestamp).run();
    return new TufClient(cycle, root, timestamp, snapshot);
  }

  /**
   * What {@link #refresh} would come to if the repository had not changed since: from the store
   * alone, verified again. Empty where something is missing or expired.
   */
  public static Optional<TufClient> resume(byte[] trustedRoot, Cycle cycle) {
    Root root = new RootUpdate(cycle).kept(trustedRoot);
    Optional<Timestamp> timestamp = new TimestampUpdate(cycle, root).kept();
    if (cycle.isExpired(root) || timestamp.isEmpty() || cycle.isExpired(timestamp.get()))
      return Optional.empty();
    Optional<Snapshot> snapshot = new SnapshotUpdate(cycle, root, timestamp.get()).current();
    return snapshot.map(it -> new TufClient(cycle, root, timestamp.get(), it));
  }

  /**
   * From the newest that the store has, and where that lists more, from the cycle's fetcher, which
   * must not be a network. Nothing is kept. What is older than anything that the store has seen is
   * refused, as by {@link #refresh}.
   */
  public static TufClient offline(byte[] trustedRoot, Cycle cycle) {
    Root root = new RootUpdate(cycle).keptFresh(trustedRoot);
    Timestamp timestamp = new TimestampUpdate(cycle, root).keptFresh();
    return new TufClient(cycle, root, timestamp, new SnapshotUpdate(cycle, root, timestamp).run());
  }

  /** Whether the root says that its keys are a developer's. */
  public boolean development() {
    return root.development();
  }

  /** What was verified so far, by role, from the root downwards. */
  public Map<String, Standing> standings() {
    Map<String, Standing> standings = new LinkedHashMap<>();
    standings.put(Roles.ROOT, Standing.of(root));
    standings.put(Roles.TIMESTAMP, Standing.of(timestamp));
    standings.put(Roles.SNAPSHOT, Standing.of(snapshot));
    standings.putAll(roles.standings());
    return standings;
  }

  /** Who had to sign each of {@link #standings}. */
  public Map<String, Signers> signers() {
    Map<String, Signers> signers = new LinkedHashMap<>();
    for (String role : Roles.TOP_LEVEL) signers.put(role, Signers.of(root.quorum(role)));
    roles.quorums().forEach(it -> signers.put(it.role(), Signers.of(it)));
    return signers;
  }

  /** 5.6.7: what a role that may do so lists under {@code path}. */
  public Optional<TargetFile> find(String path) {
    return search.find(path);
  }

  /** All that is listed, sorted by path. */
  public Collection<TargetFile> targets() {
    return search.all();
  }

  /**
   * 5.7.3: the bytes of a listed file, of at most {@code limit} bytes; kept ones where they are
   * what is listed.
   */
  public byte[] download(TargetFile target, long limit, TargetCache cache) {
    return download(target, limit, cache, unverified -> {});
  }

  /**
   * As above.
   *
   * @param meanwhile is given the bytes that were fetched before they are verified, which may fail;
   *     the same array is returned if it does not
   */
  public byte[] download(
      TargetFile target, long limit, TargetCache cache, Consumer<byte[]> meanwhile) {
    return obtain(target, limit, cache, meanwhile)
        .orElseThrow(() -> cycle.fetcher().missing(path(target)));
  }

  /** Like {@link #download}; empty where neither the cache nor the fetcher's place has it. */
  public Optional<byte[]> obtain(TargetFile target, long limit, TargetCache cache) {
    return obtain(target, limit, cache, unverified -> {});
  }

  private Optional<byte[]> obtain(
      TargetFile target, long limit, TargetCache cache, Consumer<byte[]> meanwhile) {
    Optional<byte[]> kept = cache.find(target).filter(it -> target.hashes().mismatch(it).isEmpty());
    if (kept.isPresent()) return kept;
    Optional<byte[]> bytes = fetched(target, limit, meanwhile);
    bytes.ifPresent(it -> cache.put(target, it));
    return bytes;
  }

  private Optional<byte[]> fetched(TargetFile target, long limit, Consumer<byte[]> meanwhile) {
    Hashes hashes = target.hashes();
    Long length = hashes.length();
    String where = cycle.where(target.path());
    if (length != null && length > limit) throw Refused.tooBig(where, length, limit);
    Optional<byte[]> bytes = cycle.fetcher().find(path(target), hashes.cap(limit));
    bytes.ifPresent(meanwhile);
    bytes
        .flatMap(hashes::mismatch)
        .ifPresent(
            it -> {
              throw Refused.hash(where, it);
            });
    return bytes;
  }

  private List<String> path(TargetFile target) {
    List<String> path = new ArrayList<>(List.of("targets"));
    path.addAll(Arrays.asList(target.path().split("/", -1)));
    if (root.consistentSnapshot()) {
      String hash = target.hashes().digests().values().iterator().next();
      path.set(path.size() - 1, hash + "." + path.get(path.size() - 1));
    }
    return path;
  }
}
