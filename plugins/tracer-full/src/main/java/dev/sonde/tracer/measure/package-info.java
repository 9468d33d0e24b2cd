/**
 * Counts and times calls in the application's threads, and says what came of it: no record of a
 * call, nothing allocated for one, a bounded amount of memory.
 */
@NullMarked
package dev.sonde.tracer.measure;

import org.jspecify.annotations.NullMarked;
