package dev.sonde.operator.repository.tuf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.json.JsonObject;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A client of a simulated repository that remembers, in memory, from one refresh to the next. */
final class Visitor {
  final MetadataStore store;
  Instant now = Simulator.NOW;
  Limits limits = Limits.SONDE;
  private final Simulator simulator;
  private final byte[] firstRoot;
  private final Map<String, byte[]> cached = new HashMap<>();

  Visitor(Simulator simulator) {
    this(simulator, simulator.firstRoot(), MetadataStore.inMemory());
  }

  Visitor(Simulator simulator, byte[] firstRoot, MetadataStore store) {
    this.simulator = simulator;
    this.firstRoot = firstRoot;
    this.store = store;
  }

  TufClient refresh() {
    return TufClient.refresh(
        firstRoot, new Cycle(simulator, store, TestKeys.PROFILE, limits, now, Tolerance.STRICT));
  }

  /** Asserts that the refresh is refused, and tells by which check. */
  ErrorId refusal() {
    try {
      refresh();
    } catch (SondeException e) {
      return e.id();
    }
    throw new AssertionError("the refresh was not refused; trusted: " + trusted());
  }

  /** Refreshes, searches and downloads; empty where no role lists the path. */
  Optional<byte[]> download(String path) {
    return download(refresh(), path);
  }

  Optional<byte[]> download(TufClient client, String path) {
    return client.find(path).map(it -> client.download(it, 1 << 20, cache()));
  }

  private TargetCache cache() {
    return new TargetCache() {
      @Override
      public Optional<byte[]> find(TargetFile target) {
        return Optional.ofNullable(cached.get(target.path()));
      }

      @Override
      public void put(TargetFile target, byte[] bytes) {
        cached.put(target.path(), bytes);
      }
    };
  }

  /**
   * The versions of the top-level roles that are trusted, for instance {@code root 2, targets 1}.
   */
  String trusted() {
    List<String> all = new ArrayList<>();
    for (String role : Roles.TOP_LEVEL)
      bytes(role).ifPresent(it -> all.add(role + " " + version(it)));
    return String.join(", ", all);
  }

  long version(String role) {
    return version(bytes(role).orElseThrow());
  }

  Optional<byte[]> bytes(String role) {
    if (!role.equals("root")) return store.find(role).stream().findFirst();
    byte[] newest = firstRoot;
    for (long next = 2; store.findRoot(next).isPresent(); next++)
      newest = store.findRoot(next).orElseThrow();
    return Optional.of(newest);
  }

  private static long version(byte[] file) {
    return JsonObject.read(file).object("signed").integer("version", 1);
  }

  /** Asserts that what is trusted are the newest published bytes. */
  void assertTrusts(String... roles) {
    for (String role : roles) {
      List<byte[]> files = simulator.published.getOrDefault(role, List.of());
      assertThat(bytes(role).orElseThrow()).as(role).isEqualTo(files.get(files.size() - 1));
    }
  }
}
