package dev.sonde.tracer.capture;

import dev.sonde.tracer.capture.Secrets.Part;
import org.jspecify.annotations.Nullable;

/** {@code scheme://user:password@host}: RFC 3986, 3.2.1, and what people write instead. */
final class UserInfo {
  private UserInfo() {}

  /**
   * The password of the authority that begins here.
   *
   * @param goesOn whether the text goes on beyond what is seen, maybe with the {@code @}
   */
  static @Nullable Part password(String text, int start, boolean goesOn) {
    int colon = start;
    while (colon < text.length() && "/?#@[: \t\r\n\"'<>".indexOf(text.charAt(colon)) < 0) colon++;
    if (colon >= text.length() || text.charAt(colon) != ':') return null;
    int end = colon + 1;
    int at = -1;
    boolean port = true;
    boolean authority = true;
    for (; end < text.length() && " \t\r\n\"'<>".indexOf(text.charAt(end)) < 0; end++) {
      char c = text.charAt(end);
      if (authority && "/?#".indexOf(c) >= 0) {
        // A raw slash in a password; behind a host's port, or an @ before, it is the path's.
        if (port || at >= 0) break;
        authority = false;
      }
      if (c == '@') at = end;
      port &= c >= '0' && c <= '9';
    }
    if (at < 0 && goesOn && end == text.length() && !port) at = end;
    return at < 0 ? null : new Part("password", colon + 1, at);
  }
}
