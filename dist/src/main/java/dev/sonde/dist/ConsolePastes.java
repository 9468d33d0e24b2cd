package dev.sonde.dist;

import dev.sonde.operator.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines for consoles: those of docs/CONSOLES.md, with place and hash of the bootstrap's class
 * filled in. What the page shows is what is tested.
 */
final class ConsolePastes {
  /** Language of a block in the page to the file's name. */
  private static final Map<String, String> FILES =
      Map.of(
          "groovy", "paste.groovy",
          "clojure", "paste.clj",
          "scala", "paste.scala",
          "kotlin", "paste.kts",
          "gogo", "paste.gogo");

  private ConsolePastes() {}

  static void write(Path page, Path folder, URI bootstrap, byte[] classFile) throws IOException {
    String text = Files.readString(page);
    for (Map.Entry<String, String> each : FILES.entrySet()) {
      String paste =
          block(text, each.getKey(), page)
              .replace("@URL@", bootstrap.toString())
              .replace("@SHA256@", Sha256.hex(classFile));
      Folders.write(folder.resolve(each.getValue()), paste.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String block(String text, String language, Path page) throws IOException {
    Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(text);
    if (block.find()) return block.group(1);
    throw new IOException("expected a block of " + language + " in " + page);
  }
}
