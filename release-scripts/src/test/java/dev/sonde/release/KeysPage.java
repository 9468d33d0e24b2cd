package dev.sonde.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The commands printed in {@code docs/KEYS.md}, by the heading that they stand below. */
final class KeysPage {
  /** Lines under {@code ```sh KIND}; the kind is empty for those that the reader runs. */
  record Block(String kind, List<String> lines) {}

  private static final String MARK = " (rehearsed)";

  private KeysPage() {}

  static Map<String, List<Block>> read() throws IOException {
    Map<String, List<Block>> pages = new LinkedHashMap<>();
    List<Block> blocks = new ArrayList<>();
    List<String> open = null;
    for (String line : Files.readAllLines(Path.of("../docs/KEYS.md"))) {
      if (open != null) {
        if (line.equals("```")) open = null;
        else open.add(line);
      } else if (line.startsWith("## ")) {
        blocks = new ArrayList<>();
        if (line.endsWith(MARK))
          pages.put(line.substring(3, line.length() - MARK.length()), blocks);
      } else if (line.startsWith("```sh")) {
        open = new ArrayList<>();
        blocks.add(new Block(line.substring(5).strip(), open));
      }
    }
    return pages;
  }
}
