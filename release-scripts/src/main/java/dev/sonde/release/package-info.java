/**
 * Makes keys, signs plugins into a static repository, and reads it as a stranger would. Runs on the
 * build host only.
 */
@NullMarked
package dev.sonde.release;

import org.jspecify.annotations.NullMarked;
