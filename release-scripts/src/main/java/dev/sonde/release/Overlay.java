package dev.sonde.release;

import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.fetch.Fetcher;
import dev.sonde.operator.repository.fetch.FolderFetcher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A repository as it would be: a folder, and new files over it that are not written yet. */
final class Overlay implements Fetcher {
  private final Fetcher folder;
  private final Map<String, byte[]> files;
  private final Path place;

  Overlay(Path place, Map<String, byte[]> files) {
    this.folder = new FolderFetcher(place);
    this.files = files;
    this.place = place;
  }

  @Override
  public Optional<byte[]> find(List<String> path, long limit) {
    byte[] file = files.get(String.join("/", path));
    if (file == null) return Files.isDirectory(place) ? folder.find(path, limit) : Optional.empty();
    if (file.length > limit)
      throw Failure.of(path + " has " + file.length + " bytes; operators read at most " + limit);
    return Optional.of(file);
  }

  @Override
  public SondeException missing(List<String> path) {
    return folder.missing(path);
  }

  @Override
  public String toString() {
    return "what would be published in " + place;
  }
}
