package dev.sonde.operator.repository.tuf;

import dev.sonde.operator.Sha256;
import dev.sonde.operator.repository.fetch.Fetcher;
import dev.sonde.operator.repository.state.Memory;
import dev.sonde.operator.repository.state.StateHome;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The client behind the command line of the public TUF conformance suite
 * (theupdateframework/tuf-conformance). Product code but for its keys and limits, which are those
 * of strangers' repositories, and for copies of what is trusted, which the suite looks at.
 */
public final class ConformanceClient {
  private static final Limits LIMITS = new Limits(1 << 20, 1 << 20, 8 << 20, 8 << 20, 256, 64);

  private final Path metadata;
  private final Map<String, List<String>> options;

  private ConformanceClient(Map<String, List<String>> options) {
    this.metadata = Path.of(options.get("--metadata-dir").get(0));
    this.options = options;
  }

  /** Ends with 0 where all was done and 1 where not. */
  public static void main(String[] args) {
    try {
      Map<String, List<String>> options = new HashMap<>();
      List<String> words = new ArrayList<>();
      for (Iterator<String> each = List.of(args).iterator(); each.hasNext(); ) {
        String word = each.next();
        if (word.startsWith("--"))
          options.computeIfAbsent(word, it -> new ArrayList<>()).add(each.next());
        else words.add(word);
      }
      new ConformanceClient(options).run(words);
    } catch (IOException | RuntimeException e) {
      System.err.println(e);
      System.exit(1);
    }
  }

  private void run(List<String> words) throws IOException {
    switch (words.get(0)) {
      case "init" -> init(Files.readAllBytes(Path.of(words.get(1))));
      case "refresh" -> refresh(memory());
      case "download" -> download();
      default -> throw new IllegalArgumentException("no such command: " + words.get(0));
    }
  }

  private void init(byte[] root) throws IOException {
    Files.write(metadata.resolve("first-root"), root);
    Files.write(metadata.resolve("root.json"), root);
  }

  private byte[] firstRoot() throws IOException {
    return Files.readAllBytes(metadata.resolve("first-root"));
  }

  private Memory memory() throws IOException {
    return new StateHome(Optional.of(metadata.resolve("home")))
        .open(Sha256.hex(firstRoot()), System.err::println);
  }

  private TufClient refresh(Memory memory) throws IOException {
    byte[] root = firstRoot();
    MetadataStore store = new CopyingStore(memory.store(), metadata);
    Fetcher fetcher =
        new TwoPlaces(options.get("--metadata-url"), options.get("--target-base-url"));
    Cycle cycle =
        new Cycle(fetcher, store, TestKeys.PROFILE, LIMITS, Instant.now(), Tolerance.STRICT);
    return memory.change(() -> TufClient.refresh(root, cycle));
  }

  private void download() throws IOException {
    Memory memory = memory();
    TufClient client = refresh(memory);
    for (String name : options.get("--target-name")) {
      TargetFile target =
          memory.change(() -> client.find(name)).orElseThrow(() -> new IOException("no " + name));
      byte[] bytes = client.download(target, 8 << 20, memory.jars());
      Path file =
          Path.of(
              options.get("--target-dir").get(0), URLEncoder.encode(name, StandardCharsets.UTF_8));
      if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), bytes))
        Files.write(file, bytes);
    }
  }
}
