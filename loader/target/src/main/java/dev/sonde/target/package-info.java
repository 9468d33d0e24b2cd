/**
 * The session's end inside the target, in an isolated loader of its own. JDK only: java.base and
 * java.instrument.
 */
@NullMarked
package dev.sonde.target;

import org.jspecify.annotations.NullMarked;
