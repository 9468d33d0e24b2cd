package dev.sonde.tracer.words;

import dev.sonde.api.UsageException;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Reads one pattern in any of the forms that people type or paste: {@code ::}, {@code #}, {@code
 * .}, a frame of a stack trace.
 */
public final class PatternReader {
  /** Made when one is needed: most patterns are neither a frame nor name a loader. */
  private static final class Shapes {
    /**
     * Module and loader in front, source file and line, or what stands in their place, in
     * parentheses; loggers add a jar.
     */
    static final java.util.regex.Pattern FRAME =
        java.util.regex.Pattern.compile(
            "(?:at\\s+)?((?:[^\\s()]*/)?)([^\\s()]+)\\((?:[^()]+\\.(?:java|kt|kts|scala|groovy|clj|cljc)(?::(?<line>\\d+))?|[^()]*:(?<bare>\\d+)"
                + "|Native Method|Unknown Source|<generated>)\\).*");

    static final java.util.regex.Pattern LOADER =
        java.util.regex.Pattern.compile("[\\p{javaJavaIdentifierPart}.@$-]+");
  }

  private final String text;
  private final boolean anyClass;

  /**
   * @param anyClass whether all classes may be meant
   */
  public PatternReader(String text, boolean anyClass) {
    this.text = text.trim();
    this.anyClass = anyClass;
  }

  /**
   * @throws UsageException SONDE-PATTERN with the position, and an example of the right form
   */
  public PatternParts read() throws UsageException {
    if (text.isEmpty()) throw refusal(0, "expected a pattern, got nothing");
    Matcher frame = text.indexOf('(') < 0 ? null : Shapes.FRAME.matcher(text);
    if (frame != null && frame.matches()) return frame(frame.group(2), line(frame));
    if (ShellWords.looksLikeFile(text))
      throw refusal(file(), "expected Class::method, got what looks like a file or path");
    int close = text.startsWith("{") ? text.indexOf('}') : -1;
    @Nullable String loader = text.startsWith("{") ? loader(close) : null;
    return parts(loader, close + 1, text.substring(close + 1), 0);
  }

  private String loader(int close) throws UsageException {
    String example = "{app}com.acme.Orders::find";
    if (close < 0) throw refusal(text.length(), "expected } after the class loader", example);
    String name = text.substring(1, close).trim();
    if (!Shapes.LOADER.matcher(name).matches())
      throw refusal(1, "expected app, boot, platform or the class of a loader in braces", example);
    return name;
  }

  private PatternParts frame(String method, int line) throws UsageException {
    int start = text.indexOf(method);
    if (text.contains("$$Lambda"))
      throw refusal(
          start,
          "a lambda's own class cannot be traced: use the frame of the same stack whose method starts with lambda$");
    return parts(null, start, method, line);
  }

  /** Without one, or with one that no source has: 0. */
  private static int line(Matcher frame) {
    String digits = frame.group("line") == null ? frame.group("bare") : frame.group("line");
    return digits == null || digits.length() > 6 ? 0 : Integer.parseInt(digits);
  }

  private int file() {
    int slash = Math.max(text.indexOf('/'), text.indexOf('\\'));
    return slash >= 0 ? slash : text.lastIndexOf('.');
  }

  private PatternParts parts(@Nullable String loader, int start, String written, int line)
      throws UsageException {
    String sign = sign(written);
    int from = start + sign.length();
    int open = written.indexOf('(');
    String names =
        open < 0 ? written.substring(sign.length()) : written.substring(sign.length(), open);
    int[] cut = cut(from, names);
    boolean marked = names.startsWith("@", cut[1]);
    String className = className(from, names.substring(0, cut[0]), sign.isEmpty() && marked);
    int at = cut[1] + (marked ? 1 : 0);
    String annotation = marked ? className(from + at, names.substring(at), false) : null;
    if (!marked) checkMethod(from + at, names.substring(at));
    String methods = marked ? "*" : names.substring(at);
    @Nullable List<String> types = open < 0 ? null : types(start + open, written.substring(open));
    return new PatternParts(loader, sign, className, methods, annotation, types, line);
  }

  private static String sign(String written) {
    return written.startsWith("+") || written.startsWith("@") ? written.substring(0, 1) : "";
  }

  private String className(int start, String name, boolean any) throws UsageException {
    checkClass(start, name);
    if (unbounded(name) && !any && !anyClass) throw wildcard(start);
    return name;
  }

  /** Whether only wildcards stand there. */
  public static boolean unbounded(String name) {
    for (int i = 0; i < name.length(); i++)
      if (Character.isJavaIdentifierPart(name.charAt(i))) return false;
    return true;
  }

  /** Whether it begins as the name of a class does. */
  public static boolean capital(String segment) {
    return !segment.isEmpty() && Character.isUpperCase(segment.charAt(0));
  }

  /** Where the class part ends and the method part begins. */
  private int[] cut(int start, String names) throws UsageException {
    for (String separator : new String[] {"::", "#"}) {
      int at = names.indexOf(separator);
      if (at >= 0) return new int[] {at, at + separator.length()};
    }
    int colon = names.indexOf(':');
    if (colon >= 0)
      throw refusal(
          start + colon, "expected :: between class and method", names.replace(":", "::"));
    int dot = names.lastIndexOf('.');
    boolean method = dot > 0 && !capital(names.substring(dot + 1));
    if (method || dot > 0 && text.indexOf('(') > 0) return new int[] {dot, dot + 1};
    if (unbounded(names)) throw wildcard(start);
    throw refusal(start + names.length(), "expected ::method after the class", names + "::*");
  }

  private void checkClass(int start, String name) throws UsageException {
    if (name.isEmpty()) throw refusal(start, "expected a class before ::");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '/')
        throw refusal(
            start + i,
            "expected dots between the parts of a class name, got '/'",
            text.replace('/', '.'));
      if (c != '.' && c != '*' && c != '?' && c != '-' && !Character.isJavaIdentifierPart(c))
        throw unexpected(start + i, c, "a class name");
      boolean edge = i == 0 || i == name.length() - 1 || name.charAt(i - 1) == '.';
      if (c == '.' && edge) throw refusal(start + i, "expected a name between the dots");
    }
  }

  private void checkMethod(int start, String name) throws UsageException {
    if (name.isEmpty()) throw refusal(start, "expected a method after the class", text + "*");
    if (name.equals("<init>") || name.equals("<clinit>")) return;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '*' && c != '?' && c != '-' && !Character.isJavaIdentifierPart(c))
        throw unexpected(start + i, c, "a method name");
    }
  }

  private List<String> types(int start, String written) throws UsageException {
    int close = written.indexOf(')');
    if (close < 0) throw refusal(text.length(), "expected ) after the parameter types", text + ")");
    if (!written.substring(close + 1).isBlank())
      throw refusal(start + close + 1, "expected nothing after )");
    List<String> types = TypeList.read(written.substring(1, close));
    boolean open = !types.isEmpty() && types.get(types.size() - 1).equals("..");
    for (String type : open ? types.subList(0, types.size() - 1) : types)
      if (type.isEmpty()
          || !type.matches(
              "\\*|[\\p{javaJavaIdentifierPart}.]*[\\p{javaJavaIdentifierPart}](\\[])*"))
        throw refusal(
            start + 1, "expected types between commas, or .. for any more, got '" + type + "'");
    return types;
  }

  private UsageException unexpected(int at, char c, String what) {
    return refusal(at, "expected a letter, digit, $, * or ? in " + what + ", got '" + c + "'");
  }

  private UsageException wildcard(int at) {
    return refusal(
        at,
        "a wildcard for all classes would weave the whole application: name a package or class",
        "com.acme.**::*");
  }

  private UsageException refusal(int at, String sentence) {
    return refusal(at, sentence, "com.acme.Orders::find");
  }

  /**
   * One line, with the caret in it and not below: texts of a target reach the operator's terminal
   * without line feeds.
   */
  private UsageException refusal(int at, String sentence, String example) {
    int end = Math.min(text.length(), Math.max(at, 200));
    String marked =
        text.substring(0, Math.min(at, end)) + "^" + text.substring(Math.min(at, end), end);
    return new UsageException(
        "SONDE-PATTERN",
        sentence + ", at the caret: " + marked + "; right is, for instance, '" + example + "'");
  }
}
