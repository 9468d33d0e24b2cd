/**
 * Values of the application as encoded records, in the application's own thread, without calling
 * any code of the application.
 */
@NullMarked
package dev.sonde.tracer.capture;

import org.jspecify.annotations.NullMarked;
