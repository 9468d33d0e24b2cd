package dev.sonde.tracer.words;

/** Why a condition cannot be understood, or does not fit a method, and which part of it. */
public final class Fault extends Exception {
  private static final long serialVersionUID = 1;
  private static final int BEFORE = 60;
  private static final int SHOWN = 100;

  private final int at;
  private final Kind kind;

  private enum Kind {
    MISFIT,
    UNKNOWN,
    UNLOADED,
    UNINITIALISED
  }

  public Fault(int at, String sentence) {
    this(at, sentence, Kind.MISFIT);
  }

  /**
   * @param unloaded whether it may fit once more classes are loaded
   */
  public Fault(int at, String sentence, boolean unloaded) {
    this(at, sentence, unloaded ? Kind.UNLOADED : Kind.MISFIT);
  }

  private Fault(int at, String sentence, Kind kind) {
    super(sentence, null, false, false);
    this.at = at;
    this.kind = kind;
  }

  /** For a name that means nothing, or more than one thing. */
  public static Fault unknown(int at, String sentence) {
    return new Fault(at, sentence, Kind.UNKNOWN);
  }

  /** For a static field of a class whose initialiser has not run. */
  public static Fault uninitialised(int at, Class<?> type) {
    return new Fault(
        at,
        type.getName()
            + " is not initialised yet: it is loaded, but the application has not used it, so its"
            + " static fields have no values. Looking runs no initialiser: ask again when the"
            + " application has used the class",
        Kind.UNINITIALISED);
  }

  /** How far into the condition it was understood. */
  public int at() {
    return at;
  }

  public boolean unloaded() {
    return kind == Kind.UNLOADED || uninitialised();
  }

  public boolean uninitialised() {
    return kind == Kind.UNINITIALISED;
  }

  /** Whether something that a name means is not there. */
  public boolean missing() {
    return kind != Kind.MISFIT;
  }

  /** The sentence, the line of the condition, and a caret under the place. */
  public String withCaret(String source) {
    int place = Math.min(at, source.length());
    int from = Math.max(source.lastIndexOf('\n', place - 1) + 1, place - BEFORE);
    int end = source.indexOf('\n', place);
    int to = Math.min(end < 0 ? source.length() : end, from + SHOWN);
    String line = source.substring(from, to).replace('\t', ' ');
    return getMessage() + "\n" + line + "\n" + " ".repeat(place - from) + "^";
  }
}
