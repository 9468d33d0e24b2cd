package dev.sonde.operator.repository;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.fetch.Resources;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A place that a repository is read from: a web server, a folder, or the snapshot inside {@code
 * sonde.jar}.
 */
public sealed interface RepositorySource {
  /** Whether it lies on this machine, the only place from which development keys are accepted. */
  boolean isLocal();

  /**
   * The folder at {@code base}, over https, or over http from the literals 127.0.0.1 and [::1].
   *
   * @param plain whether http from other machines is accepted too
   */
  record Http(URI base, boolean plain) implements RepositorySource {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]");

    public Http(URI base) {
      this(base, false);
    }

    public Http {
      String scheme = String.valueOf(base.getScheme()).toLowerCase(Locale.ROOT);
      boolean isFolder =
          base.getHost() != null && base.getRawUserInfo() == null && base.getRawQuery() == null;
      if (!isFolder || base.getRawFragment() != null || !Set.of("http", "https").contains(scheme)) {
        throw refused(base + " is not the address of a folder; write https://HOST/PATH/");
      }
      if (!plain && scheme.equals("http") && !LOOPBACK.contains(base.getHost())) {
        throw refused(
            base
                + " is plain http, accepted from the literals 127.0.0.1 and [::1] only; use https, or --allow-http: who listens then sees what is fetched");
      }
    }

    @Override
    public boolean isLocal() {
      return LOOPBACK.contains(base.getHost());
    }

    @Override
    public String toString() {
      return base.toString();
    }
  }

  /** A folder of this machine. */
  record Folder(Path path) implements RepositorySource {
    @Override
    public boolean isLocal() {
      return true;
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /** {@code sonde/repository/**} of {@code sonde.jar}; needs no network. */
  record Bundle(Resources resources) implements RepositorySource {
    @Override
    public boolean isLocal() {
      return true;
    }

    @Override
    public String toString() {
      return "sonde.jar";
    }
  }

  /**
   * The source that a person means by an URL ({@code http:}, {@code https:}, {@code file:}) or a
   * path.
   */
  static RepositorySource of(String text) {
    return of(text, false);
  }

  /**
   * @param allowHttp whether http from other machines is accepted too
   */
  static RepositorySource of(String text, boolean allowHttp) {
    try {
      if (!Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL).matcher(text).matches()) {
        return new Folder(Path.of(text).toAbsolutePath());
      }
      URI uri = new URI(text);
      return "file".equalsIgnoreCase(uri.getScheme()) ? folder(uri) : new Http(uri, allowHttp);
    } catch (URISyntaxException | InvalidPathException e) {
      String reason =
          "\"" + text + "\" is neither an address nor a folder (" + e.getMessage() + ")";
      throw refused(reason + "; write https://HOST/PATH/");
    }
  }

  private static Folder folder(URI uri) {
    boolean plain =
        uri.getRawAuthority() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
    if (!plain || uri.isOpaque())
      throw refused(uri + " is not a folder of this machine; write file:///PATH");
    return new Folder(Path.of(uri.getPath()));
  }

  private static SondeException refused(String sentence) {
    return new SondeException(ErrorId.SCHEME, sentence);
  }
}
