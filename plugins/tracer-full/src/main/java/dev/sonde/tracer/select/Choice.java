package dev.sonde.tracer.select;

import dev.sonde.api.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a person asks for: patterns, of which each has to mean something, less what other patterns
 * mean.
 */
public record Choice(List<Pattern> patterns, List<Pattern> except) {
  /** Of a command's options: patterns with semicolons, which no pattern has. */
  public static final String EXCEPT = "except";

  public Choice {
    patterns = List.copyOf(patterns);
    except = List.copyOf(except);
  }

  public static Choice of(List<Pattern> patterns) {
    return new Choice(patterns, List.of());
  }

  /**
   * @throws UsageException SONDE-PATTERN
   */
  public static Choice parse(List<String> texts, Map<String, String> options)
      throws UsageException {
    List<Pattern> except = new ArrayList<>();
    for (String text : options.getOrDefault(EXCEPT, "").split(";"))
      if (!text.isBlank()) except.add(Pattern.parseExcept(text));
    return new Choice(Pattern.parseAll(texts), except);
  }

  /** The same without one of the patterns' companions. */
  Choice only(Pattern pattern) {
    return new Choice(List.of(pattern), except);
  }

  /** Whether a class that is being defined may be meant. */
  public boolean mayBecome(String binaryName, byte[] classFile) {
    for (Pattern pattern : patterns) if (pattern.mayBecome(binaryName, classFile)) return true;
    return false;
  }
}
