package dev.sonde.dist;

import dev.sonde.operator.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one line for a jshell: {@code src/main/jsh/paste.jsh} with place and hash of the bootstrap's
 * class filled in, and without blanks that Java does not need.
 */
final class PasteLine {
  static final int LIMIT = 1000;
  private static final Pattern TEXT_OR_CODE = Pattern.compile("\"[^\"]*\"|[^\"]+");

  private PasteLine() {}

  static String of(Path template, URI bootstrap, byte[] classFile) throws IOException {
    return oneLine(Files.readString(template))
        .replace("@URL@", bootstrap.toString())
        .replace("@SHA256@", Sha256.hex(classFile));
  }

  private static String oneLine(String source) {
    return TEXT_OR_CODE
        .matcher(source)
        .replaceAll(
            part ->
                Matcher.quoteReplacement(
                    part.group().startsWith("\"") ? part.group() : dense(part.group())));
  }

  private static String dense(String code) {
    return code.replaceAll("\\s+", " ").replaceAll(" ?([^\\w$ ]) ?", "$1");
  }
}
