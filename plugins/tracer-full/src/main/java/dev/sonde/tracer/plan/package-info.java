/** What a trace does at each call site: complete, bytes included, before anything is woven. */
@NullMarked
package dev.sonde.tracer.plan;

import org.jspecify.annotations.NullMarked;
