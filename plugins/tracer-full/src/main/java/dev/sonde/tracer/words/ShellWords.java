package dev.sonde.tracer.words;

import dev.sonde.api.UsageException;
import java.util.List;
import java.util.Set;

/**
 * Arguments that a shell has made out of a pattern, by expanding its wildcards into names of files.
 */
public final class ShellWords {
  private static final Set<String> EXTENSIONS =
      Set.of(
          "java",
          "class",
          "jar",
          "war",
          "xml",
          "md",
          "txt",
          "json",
          "yml",
          "yaml",
          "log",
          "sh",
          "properties",
          "kt",
          "gradle",
          "zip");

  private ShellWords() {}

  /** A path, or the name of a file by its extension. */
  static boolean looksLikeFile(String text) {
    if (text.contains("::") || text.contains("#") || text.contains("(")) return false;
    return text.indexOf('/') >= 0
        || text.indexOf('\\') >= 0
        || EXTENSIONS.contains(text.substring(text.lastIndexOf('.') + 1));
  }

  public static void refuseFiles(List<String> texts) throws UsageException {
    if (texts.size() < 2) return;
    for (String text : texts)
      if (looksLikeFile(text))
        throw new UsageException(
            "SONDE-PATTERN",
            "expected patterns, got "
                + texts.size()
                + " words of which '"
                + text
                + "' looks like a file: the shell has expanded a wildcard. "
                + "Quote the pattern: 'com.acme.Orders::*'");
  }
}
