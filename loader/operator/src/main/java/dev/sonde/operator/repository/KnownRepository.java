package dev.sonde.operator.repository;

import dev.sonde.operator.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody else's repository, as a person has made it known: the name that precedes its plugins'
 * ids, where it is, and its first root.
 */
public record KnownRepository(String name, String location, byte[] root) {
  private static final Pattern HEAD = Pattern.compile("([0-9a-f]{64}) ([^\\n]{1,4096})\\n");
  private static final int LONGEST_HEAD = 8 << 10;

  /** What it is called by policies and in audits, in hex. */
  public String sha256() {
    return Sha256.hex(root);
  }

  /** A line with digest and location, and then the root's bytes as they were published. */
  byte[] bytes() {
    byte[] head = (sha256() + " " + location + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[head.length + root.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(root, 0, all, head.length, root.length);
    return all;
  }

  /** Empty where {@code bytes} are damaged. */
  static Optional<KnownRepository> read(String name, byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n') end++;
    if (end == bytes.length || end > LONGEST_HEAD) return Optional.empty();
    Matcher head = HEAD.matcher(new String(bytes, 0, end + 1, StandardCharsets.UTF_8));
    if (!head.matches()) return Optional.empty();
    byte[] root = java.util.Arrays.copyOfRange(bytes, end + 1, bytes.length);
    return Optional.of(new KnownRepository(name, head.group(2), root))
        .filter(it -> it.sha256().equals(head.group(1)));
  }
}
