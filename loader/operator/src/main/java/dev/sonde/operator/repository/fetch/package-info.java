/**
 * How bytes arrive: over HTTP, from a folder, or from {@code sonde.jar}; bounded, in time, and
 * trusted by nobody.
 */
@NullMarked
package dev.sonde.operator.repository.fetch;

import org.jspecify.annotations.NullMarked;
