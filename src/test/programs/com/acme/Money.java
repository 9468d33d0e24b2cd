package com.acme;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A record whose components carry annotations on their types, which crash a JVM when a constant pool is rebuilt (JDK-8376185). */
public record Money(@Money.Checked long cents, @Money.Checked String currency) {
  /** Something said of a type. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE_USE, ElementType.FIELD})
  @interface Checked {}

  Money plus(@Checked long more) {
    return new Money(cents + more, currency);
  }

  String types() {
    return getClass().getRecordComponents()[1].getAnnotatedType().getAnnotations().length + " on " + getClass().getRecordComponents()[1].getName();
  }
}
