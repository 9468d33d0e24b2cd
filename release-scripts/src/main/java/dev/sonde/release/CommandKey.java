package dev.sonde.release;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * A key that only a command reaches: a token, a TPM, an agent, a service. The command gets the
 * message on its standard input, and its name in {@code SONDE_MESSAGE} for tools that want a file;
 * it prints the raw signature.
 */
record CommandKey(String command, PublicKey publicKey) implements SigningKey {
  private static final int LONGEST_SIGNATURE = 1024;
  private static final int COORDINATE = 32;

  /** Time for a person to find the token, touch it, and type a PIN. */
  private static final long SECONDS = 120;

  @Override
  public byte[] sign(byte[] message) {
    try {
      Path input = Files.createTempFile("sonde", ".message");
      Path output = Files.createTempFile("sonde", ".signature");
      try {
        Files.write(input, message);
        run(input, output);
        return verified(message, read(output));
      } finally {
        Files.deleteIfExists(input);
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw refused("cannot be run: " + e.getMessage());
    }
  }

  private void run(Path input, Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command)
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("SONDE_MESSAGE", input.toString());
    Process process = builder.start();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS))
        throw refused("took more than " + SECONDS + " s");
      if (process.exitValue() != 0) throw refused("ended with " + process.exitValue());
    } catch (InterruptedException e) {
      throw refused("was interrupted");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private byte[] read(Path output) throws IOException {
    long length = Files.size(output);
    if (length == 0 || length > LONGEST_SIGNATURE)
      throw refused("printed " + length + " bytes where one raw signature is expected");
    return Files.readAllBytes(output);
  }

  /** Nothing that a command prints is believed. PKCS#11 prints r and s of P-256 without DER. */
  private byte[] verified(byte[] message, byte[] signature) {
    if (publicKey.verifies(message, signature)) return signature;
    if (!publicKey.isEd25519() && signature.length == 2 * COORDINATE) {
      byte[] der = der(signature);
      if (publicKey.verifies(message, der)) return der;
    }
    throw refused(
        "printed "
            + signature.length
            + " bytes that are no signature of the public key "
            + publicKey.id());
  }

  private static byte[] der(byte[] raw) {
    byte[] r = new BigInteger(1, Arrays.copyOf(raw, COORDINATE)).toByteArray();
    byte[] s = new BigInteger(1, Arrays.copyOfRange(raw, COORDINATE, raw.length)).toByteArray();
    byte[] der = new byte[6 + r.length + s.length];
    der[0] = 0x30;
    der[1] = (byte) (der.length - 2);
    der[2] = 0x02;
    der[3] = (byte) r.length;
    System.arraycopy(r, 0, der, 4, r.length);
    der[4 + r.length] = 0x02;
    der[5 + r.length] = (byte) s.length;
    System.arraycopy(s, 0, der, 6 + r.length, s.length);
    return der;
  }

  private Failure refused(String what) {
    return Failure.of("the signing command `" + command + "` " + what + "; nothing was signed");
  }
}
