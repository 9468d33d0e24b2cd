package dev.sonde.tracer.words;

import dev.sonde.tracer.words.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a condition: a recursive descent, one method for each level of precedence. */
public final class Parser {
  private static final int DEEPEST = 60;
  private static final int MOST_TOKENS = 2_000;
  private static final Set<String> RELATIONS =
      Set.of("==", "!=", "<", "<=", ">", ">=", "contains", "startsWith", "endsWith", "matches");
  private static final Set<String> RESERVED = Set.of("and", "or", "not", "instanceof", "causedBy");
  private static final Set<String> AFTER =
      Set.of("contains", "startsWith", "endsWith", "matches", "as", "in");

  private final List<Token> tokens;
  private int next;
  private int depth;

  private Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  public static Expr parse(String source) throws Fault {
    List<Token> tokens = Lexer.tokens(source);
    if (tokens.size() > MOST_TOKENS)
      throw new Fault(0, "expected at most " + MOST_TOKENS + " words, got " + tokens.size());
    Parser parser = new Parser(tokens);
    Expr expr = parser.or();
    if (parser.peek().kind() != Kind.END)
      throw parser.unexpected("'and', 'or' or the end of the condition");
    return expr;
  }

  private Expr or() throws Fault {
    if (++depth > DEEPEST) throw new Fault(peek().at(), "expected at most 60 levels of nesting");
    Expr left = and();
    while (peek().is("or") || peek().is("||"))
      left = new Expr.Binary(take().at(), "or", left, and());
    depth--;
    return left;
  }

  private Expr and() throws Fault {
    Expr left = not();
    while (peek().is("and") || peek().is("&&"))
      left = new Expr.Binary(take().at(), "and", left, not());
    return left;
  }

  private Expr not() throws Fault {
    int nots = 0;
    int at = peek().at();
    while (peek().is("not")) {
      take();
      nots++;
    }
    Expr operand = comparison();
    return nots % 2 == 0 ? operand : new Expr.Not(at, operand);
  }

  private Expr comparison() throws Fault {
    Expr left = sum();
    Token operator = peek();
    if (operator.is("instanceof")) return new Expr.InstanceOf(take().at(), left, type());
    if (operator.is("causedBy")) return new Expr.CausedBy(take().at(), left, type());
    boolean relation = operator.kind() == Kind.WORD || operator.kind() == Kind.SIGN;
    if (!relation || !RELATIONS.contains(operator.text())) return left;
    return new Expr.Binary(take().at(), operator.text(), left, sum());
  }

  private Expr sum() throws Fault {
    Expr left = product();
    while (peek().is("+") || peek().is("-")) {
      Token operator = take();
      left = new Expr.Binary(operator.at(), operator.text(), left, product());
    }
    return left;
  }

  private Expr product() throws Fault {
    Expr left = unary();
    while (peek().is("*") || peek().is("/") || peek().is("%")) {
      Token operator = take();
      left = new Expr.Binary(operator.at(), operator.text(), left, unary());
    }
    return left;
  }

  private Expr unary() throws Fault {
    if (++depth > DEEPEST) throw new Fault(peek().at(), "expected at most 60 levels of nesting");
    Expr unary = signed();
    depth--;
    return unary;
  }

  private Expr signed() throws Fault {
    Token token = peek();
    if (token.is("-")) return new Expr.Minus(take().at(), unary());
    if (token.is("!")) return new Expr.Not(take().at(), unary());
    Expr cast = cast();
    Expr operand = cast == null ? postfix() : cast;
    while (peek().is("as")) operand = new Expr.Cast(take().at(), operand, type());
    return operand;
  }

  /** {@code (com.acme.Vip) customer}; null when the parenthesis is only that. */
  private @Nullable Expr cast() throws Fault {
    int start = next;
    if (peek().is("(")) {
      int at = take().at();
      boolean word = peek().kind() == Kind.WORD && !RESERVED.contains(peek().text());
      String type = word ? type() : null;
      if (type != null && peek().is(")")) {
        take();
        if (operandFollows()) return new Expr.Cast(at, unary(), type);
      }
    }
    next = start;
    return null;
  }

  private boolean operandFollows() {
    Token token = peek();
    boolean word =
        token.kind() == Kind.WORD
            && !RESERVED.contains(token.text())
            && !AFTER.contains(token.text());
    return word || token.is("(");
  }

  private Expr postfix() throws Fault {
    Expr target = primary();
    while (true) {
      if (peek().is(".")) {
        take();
        target = member(target);
      } else if (peek().is("[")) {
        int at = take().at();
        target = new Expr.Element(at, target, or());
        expect("]");
      } else return target;
    }
  }

  private Expr member(Expr target) throws Fault {
    Token name = word("a field or getter");
    if (!peek().is("(")) return new Expr.Member(name.at(), target, name.text());
    take();
    List<Expr> arguments = new ArrayList<>();
    while (!peek().is(")")) {
      if (!arguments.isEmpty()) expect(",");
      arguments.add(or());
    }
    take();
    return new Expr.Invoke(name.at(), target, name.text(), arguments);
  }

  private Expr primary() throws Fault {
    Token token = peek();
    if (token.is("(")) {
      take();
      Expr inner = or();
      expect(")");
      return inner;
    }
    if (token.kind() == Kind.WORD) return name();
    if (token.kind() == Kind.SIGN || token.kind() == Kind.END)
      throw unexpected("a name or a value");
    take();
    return new Expr.Literal(token.at(), token.kind(), token.value());
  }

  private Expr name() throws Fault {
    Token token = word("a name");
    switch (token.text()) {
      case "true", "false" -> {
        return new Expr.Literal(token.at(), Kind.WORD, token.text().equals("true"));
      }
      case "null" -> {
        return new Expr.Literal(token.at(), Kind.WORD, null);
      }
      case "any", "all", "count" -> {
        if (peek().is("(")) return each(token);
      }
      default -> {}
    }
    return new Expr.Name(token.at(), token.text());
  }

  private Expr each(Token kind) throws Fault {
    take();
    String variable = "it";
    if (peek().kind() == Kind.WORD && tokens.get(next + 1).is("in")) {
      variable = take().text();
      take();
    }
    Expr source = or();
    Expr condition = null;
    if (peek().is(",") || !kind.is("count")) {
      expect(",");
      condition = or();
    }
    expect(")");
    return new Expr.Each(kind.at(), kind.text(), variable, source, condition);
  }

  /** A class's name as in source, with [] for arrays. */
  private String type() throws Fault {
    StringBuilder name = new StringBuilder(word("the name of a class").text());
    while (peek().is(".")) {
      take();
      name.append('.').append(word("the name of a class").text());
    }
    while (peek().is("[") && tokens.get(next + 1).is("]")) {
      take();
      take();
      name.append("[]");
    }
    return name.toString();
  }

  private Token word(String what) throws Fault {
    if (peek().kind() != Kind.WORD || RESERVED.contains(peek().text())) throw unexpected(what);
    return take();
  }

  private void expect(String sign) throws Fault {
    if (!peek().is(sign)) throw unexpected("'" + sign + "'");
    take();
  }

  private Fault unexpected(String expected) {
    return new Fault(peek().at(), "expected " + expected + ", got " + peek().shown());
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    Token token = tokens.get(next);
    if (token.kind() != Kind.END) next++;
    return token;
  }
}
