package dev.sonde.tracer.words;

import org.jspecify.annotations.Nullable;

/**
 * One word, sign or literal of a condition.
 *
 * @param value of a literal
 */
public record Token(Kind kind, String text, int at, @Nullable Object value) {
  public enum Kind {
    WORD,
    SIGN,
    NUMBER,
    REAL,
    TIME,
    TEXT,
    END
  }

  boolean is(String other) {
    return (kind == Kind.WORD || kind == Kind.SIGN) && text.equals(other);
  }

  /** As an error names it. */
  String shown() {
    return kind == Kind.END ? "the end" : "'" + text + "'";
  }
}
