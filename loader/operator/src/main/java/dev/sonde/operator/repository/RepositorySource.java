package dev.sonde.operator.repository;

import java.net.URI;
import java.nio.file.Path;

/** A place that a repository is read from: a web server, a folder, or the snapshot inside {@code sonde.jar}. */
public sealed interface RepositorySource {
  /** The folder below {@code base}, over HTTP. */
  record Http(URI base) implements RepositorySource {
    @Override
    public String toString() {
      return base.toString();
    }
  }

  /** A folder of this machine. */
  record Folder(Path path) implements RepositorySource {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /** {@code sonde/repository/**} of {@code sonde.jar}; needs no network. */
  record Bundle(Resources resources) implements RepositorySource {
    @Override
    public String toString() {
      return "sonde.jar";
    }
  }

  /** The source that a person means by an URL ({@code http:}, {@code https:}, {@code file:}) or a path. */
  static RepositorySource of(String text) {
    throw new UnsupportedOperationException(text);
  }
}
