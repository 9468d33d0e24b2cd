/**
 * The tracer: a plugin in its own class loader in the target. Its commands run on {@code
 * sonde-work}.
 */
@NullMarked
package dev.sonde.tracer;

import org.jspecify.annotations.NullMarked;
