package dev.sonde.release;

import dev.sonde.operator.repository.fetch.Fetcher;
import dev.sonde.operator.repository.tuf.Cycle;
import dev.sonde.operator.repository.tuf.MetadataStore;
import dev.sonde.operator.repository.tuf.TargetCache;
import dev.sonde.operator.repository.tuf.TargetFile;
import dev.sonde.operator.repository.tuf.TufClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a client that knows nothing but a root comes to: verified metadata, and how long it lasts.
 */
final class Verdict {
  private static final long LARGEST = 8 << 20;

  private final byte[] root;
  private final Fetcher fetcher;
  private final Instant now;
  private final MetadataStore seen = MetadataStore.inMemory();
  private final TufClient client;

  private Verdict(byte[] root, Fetcher fetcher, Instant now) {
    this.root = root;
    this.fetcher = fetcher;
    this.now = now;
    this.client = TufClient.refresh(root, Cycle.of(fetcher, seen, now));
  }

  static Verdict of(byte[] root, Fetcher fetcher, Instant now) {
    return new Verdict(root, fetcher, now);
  }

  /** Fetches every listed file; a line for each that has the bytes it must have. */
  List<String> downloadAll() {
    List<String> lines = new ArrayList<>();
    for (TargetFile target : client.targets()) {
      fetcher.begin();
      byte[] bytes = client.download(target, LARGEST, TargetCache.NONE);
      lines.add("good " + target.path() + " sha256 " + dev.sonde.operator.Sha256.hex(bytes));
    }
    return lines;
  }

  /** The verified file of each role. */
  Map<Role, Document> documents() {
    client.targets();
    Map<Role, Document> documents = new TreeMap<>();
    for (Role role : Role.values()) {
      byte[] bytes = role == Role.ROOT ? newestRoot() : seen.find(role.toString()).get(0);
      documents.put(role, Document.read(bytes));
    }
    return documents;
  }

  private byte[] newestRoot() {
    byte[] newest = root;
    for (long version = Document.read(root).version() + 1; ; version++) {
      Optional<byte[]> next = seen.findRoot(version);
      if (next.isEmpty()) return newest;
      newest = next.get();
    }
  }

  /**
   * Sentences on roles that end too soon. {@code days} is asked of root, targets and plugins, which
   * people sign; snapshot and timestamp are renewed by a daily job once half of their time is gone,
   * so a day less than half is all that can be asked of them.
   */
  List<String> endingWithin(long days) {
    List<String> lines = new ArrayList<>();
    documents()
        .forEach(
            (role, document) -> {
              Duration asked = asked(role, days);
              Duration left = Duration.between(now, document.expires());
              if (left.compareTo(asked) < 0)
                lines.add(
                    String.format(
                        "%s ends %s, in %s, and %s are asked",
                        role, document.expires(), text(left), text(asked)));
            });
    return lines;
  }

  static Duration asked(Role role, long days) {
    Duration most = role.lifetime().dividedBy(2).minusDays(1);
    Duration asked = Duration.ofDays(days);
    boolean online = role == Role.SNAPSHOT || role == Role.TIMESTAMP;
    return online && asked.compareTo(most) > 0 ? most : asked;
  }

  static String text(Duration time) {
    return time.toDays() + " d " + time.toHoursPart() + " h";
  }
}
