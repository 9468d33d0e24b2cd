package dev.sonde.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A private key in a file for its owner alone: PKCS#8 in PEM, which openssl reads too; its public
 * half lies beside it, named {@code .pem}.
 */
final class KeyFile {
  private static final String KIND = "PRIVATE KEY";
  private static final String SUFFIX = ".key";
  private static final byte[] ED25519 = HexFormat.of().parseHex("302e020100300506032b657004220420");

  private KeyFile() {}

  /** Makes {@code folder/name.key} and {@code folder/name.pem}; never replaces a key. */
  static PublicKey create(Path folder, String name, String kind) throws IOException {
    SafeFiles.secretFolder(folder);
    Path file = folder.resolve(name + SUFFIX);
    if (Files.exists(file)) throw Failure.of(file + " exists; keys are never replaced");
    SigningKey key;
    byte[] pkcs8;
    if (kind.equals("ed25519")) {
      Ed25519SigningKey made = Ed25519SigningKey.create();
      key = made;
      pkcs8 = Arrays.copyOf(ED25519, ED25519.length + 32);
      System.arraycopy(made.seed(), 0, pkcs8, ED25519.length, 32);
    } else if (kind.equals("p256")) {
      P256SigningKey made = P256SigningKey.create();
      key = made;
      pkcs8 = made.key().getEncoded();
    } else {
      throw Failure.usage(kind + " is no kind of key; expected ed25519 or p256");
    }
    SafeFiles.writeSecret(file, Pem.encode(KIND, pkcs8).getBytes(StandardCharsets.US_ASCII));
    SafeFiles.publish(publicHalf(file), key.publicKey().pem().getBytes(StandardCharsets.US_ASCII));
    return key.publicKey();
  }

  static Path publicHalf(Path file) {
    return file.resolveSibling(file.getFileName().toString().replaceFirst("\\.key$", "") + ".pem");
  }

  /** Reads a key; a file that others may read is refused, and no error shows what is in it. */
  static SigningKey read(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
      throw Failure.of(file + " is not a file with a key (a link is not followed)");
    String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    if (!mode.endsWith("------")) {
      String text = "%s has mode %s, others may read it: `chmod 600` it, and ask who has";
      throw Failure.of(String.format(text, file, mode));
    }
    try {
      return proven(key(file, Pem.decode(KIND, Files.readString(file))));
    } catch (IllegalArgumentException e) {
      throw Failure.of(String.format("%s is no private key in PEM: %s", file, e.getMessage()));
    }
  }

  private static SigningKey key(Path file, byte[] pkcs8) throws IOException {
    if (pkcs8.length == ED25519.length + 32
        && Arrays.equals(Arrays.copyOf(pkcs8, ED25519.length), ED25519)) {
      return Ed25519SigningKey.of(Arrays.copyOfRange(pkcs8, ED25519.length, pkcs8.length));
    }
    return P256SigningKey.of(pkcs8, PublicKey.read(publicHalf(file)));
  }

  /** The halves of a P-256 key are two files: one may be another key's. */
  private static SigningKey proven(SigningKey key) {
    byte[] message = "do the halves fit".getBytes(StandardCharsets.US_ASCII);
    if (key.publicKey().verifies(message, key.sign(message))) return key;
    throw new IllegalArgumentException("the .pem beside it is another key's");
  }
}
