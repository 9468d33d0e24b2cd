package dev.sonde.jshell;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where classes are: a file or folder of the target, and what is meant inside of it.
 *
 * @param file as the target writes it, absolute
 * @param inside the name of an entry, a jar, or a folder with a slash at its end; empty: all
 */
record Location(String file, String inside) {
  /** {@code jar:file:/a.jar!/lib/b.jar!/}, {@code jar:nested:/a.jar/!lib/b.jar!/}. */
  private static final Pattern NESTED =
      Pattern.compile("(?:jar:)?(?:file|nested):(?://)?(/.*?)(?:/!|!/)(.*?)(?:!/?)?");

  static Optional<Location> of(String url) {
    Matcher nested = NESTED.matcher(url);
    if (nested.matches())
      return Optional.of(new Location(decoded(nested.group(1)), nested.group(2)));
    if (!url.startsWith("file:")) return Optional.empty();
    try {
      String path = URI.create(url.replace(" ", "%20")).getPath();
      return path == null ? Optional.empty() : Optional.of(new Location(path, ""));
    } catch (IllegalArgumentException odd) {
      return Optional.empty();
    }
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException plain) {
      return path;
    }
  }

  /** The file, if it can be read here; for a target whose file system is ours. */
  Optional<Path> here() {
    Path path = Path.of(file);
    return Files.isReadable(path) ? Optional.of(path) : Optional.empty();
  }
}
