/**
 * Bytes to bytes, and the two retransforms that put them into a JVM and take them out. Runs on
 * {@code sonde-work} in the target.
 */
@NullMarked
package dev.sonde.tracer.weave;

import org.jspecify.annotations.NullMarked;
