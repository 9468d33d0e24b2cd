package dev.sonde.operator.repository.tuf;

import dev.sonde.json.JsonObject;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.fetch.Fetcher;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One update cycle: where files come from and are kept, what is accepted, and the time at which it
 * began (5.1).
 *
 * @param start held against the dates on which metadata expires
 * @param tolerance more than {@link Tolerance#STRICT} only for what is a copy and cannot be renewed
 */
public record Cycle(
    Fetcher fetcher,
    MetadataStore store,
    KeyProfile profile,
    Limits limits,
    Instant start,
    Tolerance tolerance) {
  /** With the keys and limits of Sonde's repositories. */
  public static Cycle of(Fetcher fetcher, MetadataStore store, Instant start, Tolerance tolerance) {
    return new Cycle(fetcher, store, KeyProfile.SONDE, Limits.SONDE, start, tolerance);
  }

  /** The same; nothing that has expired is accepted. */
  public static Cycle of(Fetcher fetcher, MetadataStore store, Instant start) {
    return of(fetcher, store, start, Tolerance.STRICT);
  }

  /** Downloads a metadata file; not yet verified. */
  byte[] get(String name, long limit) {
    return fetcher.get(path(name), limit);
  }

  Optional<SignedFile> find(String name, long limit) {
    return fetcher.find(path(name), limit).map(bytes -> SignedFile.read(where(name), bytes));
  }

  /**
   * Downloads what {@code lister} lists, and holds it against the listed length and digests (5.5.2,
   * 5.6.2).
   */
  SignedFile getListed(
      String role, ListedFile listed, String lister, boolean consistent, long limit) {
    String name = consistent ? listed.version() + "." + Roles.file(role) : Roles.file(role);
    Long length = listed.hashes().length();
    if (length != null && length > limit) throw Refused.tooBig(where(name), length, limit);
    byte[] bytes = fetcher.get(path(name), listed.hashes().cap(limit));
    listed
        .hashes()
        .mismatch(bytes)
        .ifPresent(
            it -> {
              throw Refused.mix(where(name), it, lister);
            });
    return SignedFile.read(where(name), bytes);
  }

  /**
   * Of a role's kept files the newest that still passes {@code quorum}; one that does not is as
   * good as none.
   */
  <T extends Metadata> Optional<Kept<T>> kept(Quorum quorum, Function<JsonObject, T> reader) {
    return allKept(quorum, reader).stream()
        .max((one, other) -> Long.compare(one.metadata().version(), other.metadata().version()));
  }

  /** What every origin has kept of a role. */
  <T extends Metadata> List<Kept<T>> allKept(Quorum quorum, Function<JsonObject, T> reader) {
    return store.find(quorum.role()).stream()
        .flatMap(bytes -> verified(quorum, bytes, reader).stream())
        .toList();
  }

  private static <T extends Metadata> Optional<Kept<T>> verified(
      Quorum quorum, byte[] bytes, Function<JsonObject, T> reader) {
    try {
      SignedFile file = SignedFile.read("kept " + Roles.file(quorum.role()), bytes);
      T metadata = file.as(reader);
      quorum.check(file);
      return Optional.of(new Kept<>(metadata, bytes));
    } catch (SondeException e) {
      return Optional.empty();
    }
  }

  /** Metadata that was read from the store, and verified. */
  record Kept<T extends Metadata>(T metadata, byte[] bytes) {
    /** Whether it is what a role above lists. */
    boolean is(ListedFile listed) {
      return listed.hashes().mismatch(bytes).isEmpty() && metadata.version() == listed.version();
    }
  }

  /** 5.3.10, 5.4.4, 5.5.6, 5.6.5. */
  void checkFresh(String name, Metadata metadata) {
    if (!isExpired(metadata)) return;
    throw Refused.expired(where(name), metadata.header().expires(), start, tolerance.of(metadata));
  }

  /**
   * Whether a kept file that is the listed one can be used. Expired it is as good as none, for a
   * newer one is asked for; where nobody is asked, it is all there is.
   */
  boolean serves(String name, Metadata metadata) {
    if (tolerance.isStrict()) return !isExpired(metadata);
    checkFresh(name, metadata);
    return true;
  }

  boolean isExpired(Metadata metadata) {
    return !metadata.header().expires().plus(tolerance.of(metadata)).isAfter(start);
  }

  String where(String name) {
    return name + " of " + fetcher;
  }

  private static List<String> path(String name) {
    return List.of("metadata", name);
  }
}
