/**
 * All that a plugin sees of Sonde: JDK types and these. Additive only; the number of its state is
 * {@code api} in a plugin's properties.
 */
@NullMarked
package dev.sonde.api;

import org.jspecify.annotations.NullMarked;
