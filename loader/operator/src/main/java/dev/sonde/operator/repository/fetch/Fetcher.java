package dev.sonde.operator.repository.fetch;

import dev.sonde.operator.SondeException;
import java.util.List;
import java.util.Optional;

/**
 * Reads the files of one place. What it returns is unverified. {@code toString} names the place to
 * a person.
 */
public interface Fetcher extends AutoCloseable {
  /**
   * The file at {@code path}, a list of names below the place; empty where there is none. A file of
   * more than {@code limit} bytes, a place out of reach and a broken transfer are {@link
   * SondeException}s.
   */
  Optional<byte[]> find(List<String> path, long limit);

  /** The error that says that the file at {@code path} is not there. */
  SondeException missing(List<String> path);

  /** Like {@link #find}, where the file must exist. */
  default byte[] get(List<String> path, long limit) {
    return find(path, limit).orElseThrow(() -> missing(path));
  }

  /**
   * All that is read from here to the next call, or to {@link #close}, shares one deadline, where
   * there is one.
   */
  default void begin() {}

  /** Closes idle connections, if any; the fetcher may be used again. */
  @Override
  default void close() {}
}
