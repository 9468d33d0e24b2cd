package dev.sonde.release;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A role of the repository: how many keys it has, how many of them must sign, and for how many days
 * a release's signatures are good. In the order in which a client asks.
 */
enum Role {
  ROOT(3, 2, 365),
  TARGETS(3, 2, 180),
  PLUGINS(3, 2, 90),
  SNAPSHOT(1, 1, 14),
  TIMESTAMP(1, 1, 7);

  private static final Pattern KEY =
      Pattern.compile("(root|targets|plugins|snapshot|timestamp)-[1-9]\\d{0,2}");

  private final int keys;
  private final int threshold;
  private final Duration lifetime;

  Role(int keys, int threshold, int days) {
    this.keys = keys;
    this.threshold = threshold;
    this.lifetime = Duration.ofDays(days);
  }

  /** The role that a key's name begins with, as in {@code root-1}. */
  static Role ofKey(String name) {
    Matcher key = KEY.matcher(name);
    if (key.matches()) return valueOf(key.group(1).toUpperCase(Locale.ROOT));
    throw Failure.usage(
        name + " is no name of a key; expected ROLE-NUMBER, for instance targets-1");
  }

  static Role of(String name) {
    for (Role role : values()) if (role.toString().equals(name)) return role;
    throw Failure.usage(name + " is no role; expected one of " + List.of(values()));
  }

  Duration lifetime() {
    return lifetime;
  }

  /** The {@code _type} of its metadata. */
  String type() {
    return this == PLUGINS ? TARGETS.toString() : toString();
  }

  int keys() {
    return keys;
  }

  int threshold() {
    return threshold;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
