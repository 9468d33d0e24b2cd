package dev.sonde.jshell;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Class files as they go: each with its length, cut into pieces of base64 that fit a question. */
final class Parcel {
  private static final int PIECE = 36 << 10;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Parcel add(byte[] file) {
    bytes.writeBytes(ByteBuffer.allocate(4).putInt(file.length).array());
    bytes.writeBytes(file);
    return this;
  }

  List<String> pieces() {
    byte[] all = bytes.toByteArray();
    List<String> pieces = new ArrayList<>();
    for (int from = 0; from < all.length; from += PIECE)
      pieces.add(
          Base64.getEncoder()
              .encodeToString(Arrays.copyOfRange(all, from, Math.min(all.length, from + PIECE))));
    return pieces;
  }
}
