package dev.sonde.operator.repository;

import java.util.List;
import java.util.Optional;

/**
 * Signed plugins and the rules by which they are trusted. Nothing is read before the first call;
 * that one refreshes the metadata, and the object keeps what it then verified. Failures are {@link
 * dev.sonde.operator.SondeException}s. Thread-safe.
 */
public interface Repository {
  /** The newest jar that serves {@code ref}, fetched and verified. */
  VerifiedJar fetch(PluginRef ref);

  /** What there is, sorted by id, version and line. */
  List<PluginDescription> plugins();

  /** When its metadata expires, the role that is first before the others. */
  default List<Expiry> expiries() {
    return List.of();
  }

  /**
   * A Sonde above the running one, fetched and verified; empty where none is listed, or where
   * nobody may be asked.
   */
  default Optional<VerifiedRelease> newer() {
    return Optional.empty();
  }

  /** Whether its keys lie on a developer's disk, which every command says. */
  boolean development();

  /** Sentences for a person that the last call gave rise to, each said once. */
  default List<String> warnings() {
    return List.of();
  }

  /** The place it is read from, as a person would write it. */
  String location();
}
