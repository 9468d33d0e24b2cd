package dev.sonde.release;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Signatures in files of their own, over the bytes of a file that people get without a TUF client:
 * {@code sonde.jar}, the release note, an advisory. Made by the keys of targets, and of plugins for
 * an advisory; {@code openssl} alone verifies them.
 */
final class DetachedSignatures {
  static final String SUFFIX = ".sig";

  private final Stage stage;
  private final TrustFolder trust;

  DetachedSignatures(Stage stage, TrustFolder trust) {
    this.stage = stage;
    this.trust = trust;
  }

  /** Whether two people must have signed this file. */
  private static boolean isSigned(String path) {
    return path.endsWith("/sonde.jar") || path.endsWith(".txt");
  }

  /** Adds those that {@code signers} can make, and says how many. */
  int add(Signers signers) throws IOException {
    int count = 0;
    for (Map.Entry<String, byte[]> file : stage.files().entrySet()) {
      if (!isSigned(file.getKey())) continue;
      for (Map.Entry<String, PublicKey> key : keys(file.getKey()).entrySet()) {
        SigningKey signer = signers.find(key.getValue().id()).orElse(null);
        if (signer == null) continue;
        byte[] signature = signer.sign(file.getValue());
        if (!key.getValue().verifies(file.getValue(), signature))
          throw Failure.of(key.getKey() + " gave no good signature of " + file.getKey());
        stage.put(file.getKey() + "." + key.getKey() + SUFFIX, signature);
        count++;
      }
    }
    return count;
  }

  /** Fails where a file has fewer good signatures than the threshold, or one that is not good. */
  void check() throws IOException {
    Map<String, byte[]> files = stage.files();
    Set<String> known = new TreeSet<>();
    for (String path : files.keySet()) {
      if (path.endsWith(SUFFIX) || !isSigned(path)) continue;
      int good = 0;
      for (Map.Entry<String, PublicKey> key : keys(path).entrySet()) {
        byte[] signature = files.get(path + "." + key.getKey() + SUFFIX);
        if (signature == null) continue;
        if (!key.getValue().verifies(files.get(path), signature))
          throw Failure.of(path + ": the signature of " + key.getKey() + " does not fit its bytes");
        known.add(path + "." + key.getKey() + SUFFIX);
        good++;
      }
      if (good < Role.TARGETS.threshold()) {
        String text = "%s has %d of %d signatures: nothing was published";
        throw Failure.of(String.format(text, path, good, Role.TARGETS.threshold()));
      }
    }
    for (String path : files.keySet())
      if (path.endsWith(SUFFIX) && !known.contains(path))
        throw Failure.of(path + " is a signature of no known key");
  }

  private Map<String, PublicKey> keys(String path) throws IOException {
    Map<String, PublicKey> keys = new java.util.TreeMap<>(trust.keys(Role.TARGETS));
    if (path.startsWith(Withdrawal.ADVISORIES)) keys.putAll(trust.keys(Role.PLUGINS));
    return keys;
  }
}
