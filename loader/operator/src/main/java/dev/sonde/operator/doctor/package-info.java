/**
 * What will work with a JVM, by which way, and what it will cost it: told from outside. Nothing is
 * loaded, written or sent.
 */
@NullMarked
package dev.sonde.operator.doctor;

import org.jspecify.annotations.NullMarked;
