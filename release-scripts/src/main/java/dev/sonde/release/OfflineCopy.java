package dev.sonde.release;

import dev.sonde.operator.repository.fetch.FolderFetcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The current state of a repository in one zip, for machines without a network: unpacked, {@link
 * #FOLDER} is for {@code --repository}, or {@code sonde repo add}. Equal state gives equal bytes.
 */
final class OfflineCopy {
  /** What the zip has, and nothing beside it. */
  static final String FOLDER = "sonde-repository/";

  private static final LocalDateTime SAME_TIME_ALWAYS = LocalDateTime.of(1980, 2, 1, 0, 0);

  private OfflineCopy() {}

  /** Writes it if a stranger would accept it, and says how many files it has. */
  static int write(Path from, byte[] root, Path out, Instant now) throws IOException {
    Verdict verdict = Verdict.of(root, new FolderFetcher(from), now);
    verdict.downloadAll();
    Map<String, byte[]> files = files(from, verdict.documents());
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(FOLDER + file.getKey());
        entry.setTimeLocal(SAME_TIME_ALWAYS);
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    SafeFiles.publish(out, bytes.toByteArray());
    return files.size();
  }

  private static Map<String, byte[]> files(Path from, Map<Role, Document> documents)
      throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (Path each : SafeFiles.below(from.resolve("metadata")))
      if (each.toString().endsWith(".root.json"))
        files.put("metadata/" + each.getFileName(), Files.readAllBytes(each));
    documents.forEach(
        (role, document) -> {
          if (role == Role.ROOT) return;
          String prefix = role == Role.TIMESTAMP ? "" : document.version() + ".";
          files.put("metadata/" + prefix + role + ".json", document.bytes());
        });
    RepositoryFolder folder = new RepositoryFolder(from);
    for (Role role : new Role[] {Role.TARGETS, Role.PLUGINS}) {
      var targets =
          java.util.Objects.requireNonNull(documents.get(role)).signed().object("targets");
      for (String path : targets.keys()) {
        Path file = folder.target(path, targets.object(path).object("hashes").string("sha256"));
        files.put(from.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return files;
  }
}
