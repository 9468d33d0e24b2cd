/**
 * Conditions of a trace: source, syntax, types, code. Loaded only when a trace has one. All but
 * {@link dev.sonde.tracer.condition.Peek} and what it calls runs on {@code sonde-work}; those run
 * in the application's threads, as handles that a probe calls.
 */
@NullMarked
package dev.sonde.tracer.condition;

import org.jspecify.annotations.NullMarked;
