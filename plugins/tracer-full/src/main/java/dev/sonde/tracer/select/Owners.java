package dev.sonde.tracer.select;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The class part of a pattern: classes of a name ({@code com.acme.Orders}), a type of that name and
 * all that extends or implements it ({@code +com.acme.Repo}), or classes that carry an annotation
 * of that name ({@code @RestController}).
 */
record Owners(Kind kind, ClassNames names) {
  enum Kind {
    NAMED(""),
    SUBTYPES("+"),
    ANNOTATED("@");

    final String sign;

    Kind(String sign) {
      this.sign = sign;
    }

    static Kind of(String sign) {
      if (sign.isEmpty()) return NAMED;
      return sign.equals(SUBTYPES.sign) ? SUBTYPES : ANNOTATED;
    }
  }

  static Owners named(String className) {
    return new Owners(Kind.NAMED, ClassNames.of(className));
  }

  /** Without the class file: false is certain, for an annotation true is not. */
  boolean mayBe(Class<?> type) {
    // No switch: over an enum it is a class of its own, also in the target.
    if (kind == Kind.NAMED) return names.match(type.getName());
    return kind == Kind.SUBTYPES ? below(type) : !type.isAnnotation();
  }

  /**
   * Of a class that is only being defined: as {@link #mayBe}, and of subtypes every class may be.
   */
  boolean mayBecome(String binaryName, byte[] classFile) {
    if (kind == Kind.NAMED) return names.match(binaryName);
    return kind == Kind.SUBTYPES || names.mentionedIn(classFile);
  }

  /** Whether the class file says the same. */
  boolean are(ClassMethods read) {
    return kind != Kind.ANNOTATED || names.matchAny(read.annotations());
  }

  /** Supertypes of a loaded class are loaded: asking for them loads nothing. */
  private boolean below(Class<?> type) {
    Deque<Class<?>> open = new ArrayDeque<>();
    Set<Class<?>> seen = new HashSet<>();
    open.add(type);
    while (!open.isEmpty()) {
      Class<?> next = open.remove();
      if (!seen.add(next)) continue;
      if (names.match(next.getName())) return true;
      if (next.getSuperclass() != null) open.add(next.getSuperclass());
      for (Class<?> each : next.getInterfaces()) open.add(each);
    }
    return false;
  }

  String text() {
    return kind.sign + names.text();
  }
}
