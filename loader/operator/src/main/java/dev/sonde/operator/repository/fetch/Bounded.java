package dev.sonde.operator.repository.fetch;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.io.IOException;
import java.io.InputStream;

/** Reading to the end, or to a limit that is an error to pass. */
final class Bounded {
  private Bounded() {}

  static byte[] read(InputStream in, long limit, String where) throws IOException {
    byte[] bytes = in.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 8));
    if (bytes.length > limit) throw tooBig(where, limit);
    return bytes;
  }

  static SondeException tooBig(String where, long limit) {
    String text =
        "%s has more than the %d bytes that it may have; nothing of it was used, try another copy";
    return new SondeException(ErrorId.TOO_BIG, String.format(text, where, limit));
  }
}
