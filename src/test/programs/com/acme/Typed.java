package com.acme;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;

/** A record whose components carry annotations of their types. */
record Typed(@Typed.Checked String name, List<@Typed.Checked String> tags) {
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE_USE)
  @interface Checked {}

  int size() {
    return name.length() + tags.size();
  }

  static void call(int i) {
    Typed it = new Typed("n" + i, List.of("a", "b"));
    Shape.same(2 + it.name().length(), it.size());
    Shape.same(1, Typed.class.getRecordComponents()[0].getAnnotatedType().getAnnotations().length);
  }
}
