package dev.sonde.tracer.words;

import dev.sonde.api.UsageException;
import org.jspecify.annotations.Nullable;

/**
 * What is written in the language of conditions.
 *
 * @param loader where an expression may choose a class loader in braces; null: it chooses none
 */
public record Sentence(Expr expr, @Nullable String loader) {
  private static final int LONGEST = 16 * 1024;
  private static final String CONDITION = "SONDE-CONDITION";
  private static final String EXPRESSION = "SONDE-EXPRESSION";

  /**
   * @throws UsageException SONDE-CONDITION with a caret under the place
   */
  public static Expr condition(String source) throws UsageException {
    checkLength(source, CONDITION);
    try {
      return Parser.parse(source);
    } catch (Fault fault) {
      throw new UsageException(CONDITION, fault.withCaret(source));
    }
  }

  /**
   * What {@code get} is to look at.
   *
   * @throws UsageException SONDE-EXPRESSION with a caret under the place
   */
  public static Sentence expression(String source) throws UsageException {
    checkLength(source, EXPRESSION);
    int close = source.startsWith("{") ? source.indexOf('}') : -1;
    try {
      if (source.startsWith("{") && close < 2)
        throw new Fault(1, "expected a class loader in braces, as in {app}com.acme.App.orders");
      String loader = close < 0 ? null : source.substring(1, close).trim();
      // Blanks in place of the loader: places in the rest are places in the whole.
      String rest = " ".repeat(close + 1) + source.substring(close + 1);
      return new Sentence(Parser.parse(rest), loader);
    } catch (Fault fault) {
      throw new UsageException(EXPRESSION, fault.withCaret(source));
    }
  }

  private static void checkLength(String source, String id) throws UsageException {
    if (source.length() > LONGEST)
      throw new UsageException(
          id, "expected at most " + LONGEST + " characters, got " + source.length());
  }
}
