package dev.sonde.tracer.condition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What names mean outside of any call: classes and their static fields. */
final class StaticScope extends Scope {
  StaticScope(Class<?> root) {
    super(root);
  }

  @Override
  @Nullable Node variable(String name) {
    return null;
  }

  @Override
  void enter(String name, Node.Item item) {
    throw new UnsupportedOperationException("elements have values here");
  }

  @Override
  void leave() {
    throw new UnsupportedOperationException("elements have values here");
  }

  @Override
  String name(int index) {
    throw new UnsupportedOperationException("there are no parameters");
  }

  @Override
  Node argument(int index) {
    throw new UnsupportedOperationException("there are no parameters");
  }

  @Override
  int arguments() {
    return 0;
  }

  @Override
  @Nullable Node self() {
    return null;
  }

  @Override
  @Nullable Node builtIn(int at, String name, Peek peek) {
    return null;
  }

  @Override
  List<String> names() {
    return new java.util.ArrayList<>();
  }

  @Override
  String shown() {
    return simple(traced().getName());
  }

  /** Where the JVM does not tell, nothing is read: looking must not run code. */
  @Override
  boolean initialised(Class<?> owner, Classes classes) {
    return Boolean.TRUE.equals(classes.initialised(owner));
  }

  @Override
  boolean wantsObjects() {
    return true;
  }

  @Override
  String wouldRunCode() {
    return " would run its code";
  }
}
