package dev.sonde.tracer.select;

import dev.sonde.api.UsageException;
import java.util.List;

/** Which methods a person means: {@code com.acme.Orders::find(String)} and the other ways to write it. */
public final class Pattern {
  private final String text;

  private Pattern(String text) {
    this.text = text;
  }

  /**
   * Reads one pattern.
   *
   * @throws UsageException SONDE-PATTERN
   */
  public static Pattern parse(String text) throws UsageException {
    if (text.isEmpty()) throw new UsageException("SONDE-PATTERN", "expected a pattern");
    return new Pattern(text);
  }

  /** Reads all patterns of a command line, and recognises one that a shell has expanded into file names. */
  public static List<Pattern> parseAll(List<String> texts) throws UsageException {
    return texts.isEmpty() ? List.of() : List.of(parse(texts.get(0)));
  }

  public boolean matchesClassName(String binaryName) {
    return text.startsWith(binaryName + "::");
  }

  public boolean matchesMethod(String name, String descriptor) {
    return text.endsWith("::" + name);
  }

  /** The pattern as documents and errors print it: {@code com.acme.Orders::find(String)}. */
  public String text() {
    return text;
  }
}
