package dev.sonde.wire;

import org.jspecify.annotations.Nullable;

/** What the other end has bound to numbers, for values that come after it. */
@FunctionalInterface
public interface Dictionary {
  Dictionary NONE = id -> null;

  /** The text of a name; null: never defined. */
  @Nullable String name(int id);

  /** The tokens of a part; null: never defined. */
  default byte @Nullable [] part(int id) {
    return null;
  }
}
