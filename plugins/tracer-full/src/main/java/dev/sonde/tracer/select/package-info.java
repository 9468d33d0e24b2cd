/**
 * What a pattern would weave and why not the rest, read from class bytes. Runs on {@code
 * sonde-work} in the target.
 */
@NullMarked
package dev.sonde.tracer.select;

import org.jspecify.annotations.NullMarked;
