package dev.sonde.operator.repository.fetch;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Reads the snapshot inside {@code sonde.jar}. */
public final class BundleFetcher implements Fetcher {
  private static final String BASE = "sonde/repository/";

  private final Resources resources;

  public BundleFetcher(Resources resources) {
    this.resources = resources;
  }

  @Override
  public Optional<byte[]> find(List<String> path, long limit) {
    String name = String.join("/", path);
    try (InputStream in = resources.open(BASE + name)) {
      return in == null
          ? Optional.empty()
          : Optional.of(Bounded.read(in, limit, name + " of " + this));
    } catch (IOException e) {
      String text = name + " of " + this + " cannot be read (" + e + "); get sonde.jar again";
      throw new SondeException(ErrorId.IO, text, e);
    }
  }

  @Override
  public SondeException missing(List<String> path) {
    String text =
        String.join("/", path)
            + " of "
            + this
            + " is missing; get sonde.jar again, or name a repository";
    return new SondeException(ErrorId.IO, text);
  }

  @Override
  public String toString() {
    return "sonde.jar";
  }
}
