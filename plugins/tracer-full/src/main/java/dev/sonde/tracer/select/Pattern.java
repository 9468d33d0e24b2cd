package dev.sonde.tracer.select;

import dev.sonde.api.UsageException;
import dev.sonde.tracer.words.PatternParts;
import dev.sonde.tracer.words.PatternReader;
import dev.sonde.tracer.words.ShellWords;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which methods a person means: {@code com.acme.Orders::find(String)}, and the other ways to write
 * it that {@link PatternReader} knows.
 */
public final class Pattern {
  private final @Nullable LoaderName loader;
  private final Owners owners;
  private final MethodNames methods;
  private final @Nullable ClassNames annotation;
  private final @Nullable ParamTypes params;
  private final int line;

  /**
   * @param annotation which the methods carry; null: any or none
   * @param line of a pasted frame, or 0
   */
  Pattern(
      @Nullable LoaderName loader,
      Owners owners,
      MethodNames methods,
      @Nullable ClassNames annotation,
      @Nullable ParamTypes params,
      int line) {
    this.loader = loader;
    this.owners = owners;
    this.methods = methods;
    this.annotation = annotation;
    this.params = params;
    this.line = line;
  }

  /**
   * Reads one pattern.
   *
   * @throws UsageException SONDE-PATTERN with the position, and an example of the right form
   */
  public static Pattern parse(String text) throws UsageException {
    return of(new PatternReader(text, false).read());
  }

  /** As {@link #parse}; it may mean all classes, for it takes away: {@code *::toString}. */
  static Pattern parseExcept(String text) throws UsageException {
    return of(new PatternReader(text, true).read());
  }

  private static Pattern of(PatternParts parts) {
    String loader = parts.loader();
    String annotation = parts.annotation();
    List<String> types = parts.types();
    return new Pattern(
        loader == null ? null : new LoaderName(loader),
        new Owners(Owners.Kind.of(parts.sign()), ClassNames.of(parts.className())),
        MethodNames.of(parts.methods()),
        annotation == null ? null : ClassNames.of(annotation),
        types == null ? null : ParamTypes.of(types),
        parts.line());
  }

  /**
   * Reads all patterns of a command line; several words that look like files are the work of a
   * shell.
   */
  public static List<Pattern> parseAll(List<String> texts) throws UsageException {
    ShellWords.refuseFiles(texts);
    List<Pattern> patterns = new ArrayList<>();
    for (String text : texts) patterns.add(parse(text));
    return patterns;
  }

  /**
   * Means the methods of this name and these parameters in this very class: {@code
   * com.acme.Orders::find(String)}.
   *
   * @param method as in the class file
   */
  static Pattern exactly(String binaryName, String method, String descriptor) {
    ParamTypes params = ParamTypes.simple(descriptor);
    Owners owner = Owners.named(SourceNames.quotable(binaryName));
    return new Pattern(null, owner, MethodNames.exactly(method), null, params, 0);
  }

  /** The same, of classes that this loader has defined. */
  Pattern in(@Nullable ClassLoader only) {
    String name = Loaders.name(only);
    LoaderName chosen = new LoaderName(name.substring(name.lastIndexOf('.') + 1));
    return new Pattern(chosen, owners, methods, annotation, params, line);
  }

  /** The same, whatever loader has defined the classes. */
  Pattern inAnyLoader() {
    return new Pattern(null, owners, methods, annotation, params, line);
  }

  /** By its name alone; false also where a class is meant for what it extends or carries. */
  public boolean matchesClassName(String binaryName) {
    return owners.kind() == Owners.Kind.NAMED && owners.names().match(binaryName);
  }

  /** As far as is known without its class file. */
  boolean mayMean(Class<?> type) {
    return owners.mayBe(type)
        && (loader == null || loader.match(type.getClassLoader()))
        && !(needsAnnotation() && Weavable.jdkClass(type));
  }

  /** Of a class that is being defined. */
  boolean mayBecome(String binaryName, byte[] classFile) {
    return owners.mayBecome(binaryName, classFile)
        && (annotation == null || annotation.mentionedIn(classFile));
  }

  /** Whether its class file says that it is meant, too. */
  boolean means(ClassMethods read) {
    return owners.are(read);
  }

  /** Whether the class file has to be read to know whether a class is meant. */
  boolean needsAnnotation() {
    return annotation != null || owners.kind() == Owners.Kind.ANNOTATED;
  }

  /** False: no annotation that is asked for is in this class file. */
  boolean mayBeIn(byte[] classFile) {
    boolean owner = owners.kind() != Owners.Kind.ANNOTATED || owners.names().mentionedIn(classFile);
    return owner && (annotation == null || annotation.mentionedIn(classFile));
  }

  /** By name, descriptor and annotations, of a class that is meant. */
  boolean means(ClassMethods read, SelectedMethod method) {
    return matchesMethod(method.name(), method.descriptor())
        && (annotation == null || annotation.matchAny(read.annotations(method)));
  }

  /** By the name and descriptor of the class file; {@code <init>} for constructors. */
  public boolean matchesMethod(String name, String descriptor) {
    return methods.match(name) && (params == null || params.match(descriptor));
  }

  /**
   * The pattern as documents, {@code find} and errors print it: {@code
   * com.acme.Orders::find(String)}.
   */
  public String text() {
    String in = loader == null ? "" : "{" + loader.text() + "}";
    String method = annotation == null ? methods.text() : "@" + annotation.text();
    return in + owners.text() + "::" + method + (params == null ? "" : params.text());
  }

  /** The line of a pasted frame, which tells overloads apart; 0 where there is none. */
  int line() {
    return line;
  }

  /** Whether the person wrote this very method, and not only a wildcard that covers it. */
  boolean named(String method) {
    return annotation != null || methods.names(method);
  }

  /** Whether this is the code of a lambda in a method that the person has named. */
  boolean namesOwnerOf(String lambda) {
    return annotation == null && methods.ownerOf(lambda);
  }

  Owners owners() {
    return owners;
  }

  ClassNames classes() {
    return owners.names();
  }

  @Nullable LoaderName loader() {
    return loader;
  }

  MethodNames methods() {
    return methods;
  }

  @Override
  public String toString() {
    return text();
  }
}
