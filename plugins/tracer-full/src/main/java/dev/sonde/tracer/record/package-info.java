/**
 * What runs in the application's threads: counters, permits, and the record of one call. Takes no
 * lock and waits for nobody.
 */
@NullMarked
package dev.sonde.tracer.record;

import org.jspecify.annotations.NullMarked;
