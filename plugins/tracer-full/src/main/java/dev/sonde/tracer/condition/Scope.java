package dev.sonde.tracer.condition;

import dev.sonde.tracer.words.Fault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the names of an expression mean where it is asked, from the innermost to the outermost. */
abstract class Scope {
  private final Class<?> traced;
  private final List<String> notes = new ArrayList<>();
  private boolean calls;

  Scope(Class<?> traced) {
    this.traced = traced;
  }

  /** The class whose code would see these names. */
  Class<?> traced() {
    return traced;
  }

  /** An element of a collection, or a parameter; null: none of these. */
  abstract @Nullable Node variable(String name) throws Fault;

  abstract void enter(String name, Node.Item item);

  abstract void leave();

  /** The name of a parameter. */
  abstract String name(int index);

  abstract Node argument(int index);

  abstract int arguments();

  abstract @Nullable Node self();

  /** Null: no such built-in. */
  abstract @Nullable Node builtIn(int at, String name, Peek peek) throws Fault;

  /** The names that stand for something, but for fields. */
  abstract List<String> names();

  /** As an error names it. */
  abstract String shown();

  /** Whether static fields of a class can be read without running its initialiser. */
  abstract boolean initialised(Class<?> owner, Classes classes);

  /** Whether an enum constant is wanted as the object that it is, and not as a name. */
  abstract boolean wantsObjects();

  /** What an error says of a method that does more than return a field. */
  abstract String wouldRunCode();

  List<String> notes() {
    return notes;
  }

  /** The condition runs code of the application. */
  void calls() {
    calls = true;
  }

  boolean hasCalls() {
    return calls;
  }

  void note(String text) {
    if (!notes.contains(text)) notes.add(text);
  }

  static String simple(String name) {
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }
}
