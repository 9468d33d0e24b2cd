package dev.sonde.wire;

/** The first byte of a token; loader/wire/README.md says what follows each. */
public final class Tag {
  public static final byte NULL = 0;
  public static final byte FALSE = 1;
  public static final byte TRUE = 2;
  public static final byte LONG = 3;
  public static final byte DOUBLE = 4;
  public static final byte STRING = 5;
  public static final byte BYTES = 6;
  public static final byte NAME = 7;
  public static final byte LIST = 8;
  public static final byte MAP = 9;
  public static final byte END = 10;
  public static final byte PART = 11;
  public static final byte FIXED = 12;

  /** In a part alone: a value that comes after the part's number stands here. */
  public static final byte HOLE = 13;

  private Tag() {}
}
