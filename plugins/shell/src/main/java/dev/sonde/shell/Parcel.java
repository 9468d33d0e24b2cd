package dev.sonde.shell;

import dev.sonde.api.UsageException;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Class files as they come: in pieces of base64, each file with its length in four bytes. */
final class Parcel {
  private static final int MAX_BYTES = 16 << 20;

  private final ByteArrayOutputStream pieces = new ByteArrayOutputStream();

  void add(String base64) throws UsageException {
    try {
      pieces.writeBytes(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException broken) {
      throw refused(broken.getMessage());
    }
    if (pieces.size() <= MAX_BYTES) return;
    pieces.reset();
    throw refused("more than " + MAX_BYTES + " bytes");
  }

  /** All files up to the last piece; the next one begins a new parcel. */
  List<byte[]> open(String lastPiece) throws UsageException {
    add(lastPiece);
    ByteBuffer all = ByteBuffer.wrap(pieces.toByteArray());
    pieces.reset();
    List<byte[]> files = new ArrayList<>();
    try {
      while (all.hasRemaining()) {
        byte[] file = new byte[length(all)];
        all.get(file);
        files.add(file);
      }
    } catch (BufferUnderflowException cut) {
      throw refused("a cut one");
    }
    return files;
  }

  private static int length(ByteBuffer all) {
    int length = all.getInt();
    if (length < 0 || length > all.remaining()) throw new BufferUnderflowException();
    return length;
  }

  private static UsageException refused(String what) {
    return new UsageException("SONDE-USAGE", "shell: expected class files in base64, got " + what);
  }
}
