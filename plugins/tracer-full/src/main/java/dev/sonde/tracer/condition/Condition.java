package dev.sonde.tracer.condition;

import dev.sonde.api.UsageException;
import dev.sonde.tracer.select.Param;
import dev.sonde.tracer.select.SelectedMethod;
import dev.sonde.tracer.words.Expr;
import dev.sonde.tracer.words.Fault;
import dev.sonde.tracer.words.Sentence;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which calls a trace is about, as a person has written it. */
public final class Condition {
  private final String source;
  private final Expr expr;
  private final boolean allowCalls;
  private final Privacy sight;
  private final Map<String, Fitted> plain = new HashMap<>();
  private @Nullable Peek peek;

  private Condition(String source, Expr expr, boolean allowCalls, Privacy sight) {
    this.sight = sight;
    this.source = source;
    this.expr = expr;
    this.allowCalls = allowCalls;
  }

  /**
   * Reads a condition that may speak of all values.
   *
   * @throws UsageException as {@link #parse(String, boolean, Privacy)}
   */
  public static Condition parse(String source, boolean allowCalls) throws UsageException {
    return parse(source, allowCalls, new Privacy(true, name -> true));
  }

  /**
   * Reads a condition; what its names mean depends on the method.
   *
   * @throws UsageException SONDE-CONDITION with a caret under the place
   */
  public static Condition parse(String source, boolean allowCalls, Privacy sight)
      throws UsageException {
    return new Condition(source, Sentence.condition(source), allowCalls, sight);
  }

  /**
   * Gives the condition its meaning in one method. Where it speaks of nothing but primitive
   * arguments, it is the same in all methods that have them by the same names.
   *
   * @throws Fault when it does not fit that method
   */
  public Fitted fit(Class<?> traced, SelectedMethod method, Classes classes) throws Fault {
    Peek known = peek;
    if (known == null) peek = known = new Peek(classes.opener());
    String arguments = arguments(method);
    Fitted same = plain.get(arguments);
    if (same != null) return same;
    Scope scope = new MethodScope(traced, method, classes.members(traced));
    Node whole = new Typer(scope, classes, known, allowCalls, sight).truth(expr);
    sight.check(whole, expr.at());
    Fitted fitted =
        new Fitted(whole, method.name().equals("<init>"), scope.notes(), scope.hasCalls());
    if (Mentions.plainArguments(whole)) plain.put(arguments, fitted);
    return fitted;
  }

  private static String arguments(SelectedMethod method) {
    StringBuilder arguments = new StringBuilder(method.descriptor());
    for (Param each : method.params()) arguments.append(' ').append(each.name());
    return arguments.toString();
  }

  /** Of the whole of it, which fits and cannot be served. */
  public Fault unserved(String why) {
    return new Fault(expr.at(), why);
  }

  /** The refusal for a condition that fits none of the methods. */
  public UsageException refusal(Fault fault) {
    return new UsageException("SONDE-CONDITION", fault.withCaret(source));
  }

  /** The one that was understood further. */
  public static Fault further(Fault one, Fault other) {
    return one.at() >= other.at() ? one : other;
  }

  public String source() {
    return source;
  }
}
