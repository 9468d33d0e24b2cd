package dev.sonde.tracer.condition;

import dev.sonde.api.UsageException;
import dev.sonde.tracer.capture.Opener;
import dev.sonde.tracer.select.LoaderName;
import dev.sonde.tracer.words.Expr;
import dev.sonde.tracer.words.Fault;
import dev.sonde.tracer.words.Sentence;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression about what can be reached from static fields, as a person has written it: in the
 * language of conditions, with classes in the place of parameters. Looking reads, and runs no code
 * of the application.
 */
public final class Look {
  private static final String MISFIT = "SONDE-EXPRESSION";
  private static final String MISSING = "SONDE-NO-MATCH";
  private static final String UNINITIALISED = "SONDE-NOT-INITIALISED";

  private final String source;
  private final Expr expr;
  private final @Nullable LoaderName loader;

  private Look(String source, Expr expr, @Nullable LoaderName loader) {
    this.source = source;
    this.expr = expr;
    this.loader = loader;
  }

  /**
   * Reads an expression, which may begin with the choice of a class loader in braces.
   *
   * @throws UsageException SONDE-EXPRESSION with a caret under the place
   */
  public static Look parse(String written) throws UsageException {
    Sentence read = Sentence.expression(written);
    String loader = read.loader();
    return new Look(written, read.expr(), loader == null ? null : new LoaderName(loader));
  }

  /**
   * The classes that the expression starts from: of one name, each of its own loader.
   *
   * @throws UsageException SONDE-NO-MATCH with a caret and the nearest names
   */
  public List<Class<?>> roots(Instrumentation instrumentation) throws UsageException {
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> each : instrumentation.getAllLoadedClasses())
      if (!each.isArray() && !each.isPrimitive() && !each.isHidden()) loaded.add(each);
    try {
      return new Roots(loaded, loader).of(expr);
    } catch (Fault fault) {
      throw refusal(fault);
    }
  }

  /**
   * Where the expression leads now from one of its roots.
   *
   * @throws UsageException SONDE-NO-MATCH for what is not there, SONDE-NOT-INITIALISED for what has
   *     no value yet, SONDE-EXPRESSION for what cannot be told
   */
  public Seen from(Class<?> root, Instrumentation instrumentation, Opener opener, Privacy sight)
      throws UsageException {
    Classes classes = new Classes(instrumentation, opener);
    Looking looking = new Looking(root, classes, new Peek(opener), sight);
    try {
      Node node = looking.value(expr);
      boolean secret = node instanceof Node.Secret;
      Node.Present found =
          (Node.Present) (node instanceof Node.Secret hidden ? hidden.inner() : node);
      return new Seen(type(found), found.value(), name(expr), secret, looking.notes());
    } catch (Fault fault) {
      throw refusal(fault);
    }
  }

  private UsageException refusal(Fault fault) {
    String id = fault.missing() ? MISSING : MISFIT;
    return new UsageException(fault.uninitialised() ? UNINITIALISED : id, fault.withCaret(source));
  }

  /** The name of an object's class is that of its very class. */
  private static String type(Node.Present found) {
    Class<?> type = found.objectClass();
    return type == null ? found.type().name() : type.getTypeName();
  }

  /** Of the field, getter or key at the end. */
  private static String name(Expr expr) {
    if (expr instanceof Expr.Member member) return member.name();
    if (expr instanceof Expr.Invoke call && call.arguments().isEmpty()) return call.name();
    if (expr instanceof Expr.Cast cast) return name(cast.operand());
    Expr key = expr instanceof Expr.Element element ? element.index() : null;
    if (expr instanceof Expr.Invoke call && call.arguments().size() == 1)
      key = call.arguments().get(0);
    return key instanceof Expr.Literal literal && literal.value() instanceof String text
        ? text
        : "";
  }
}
