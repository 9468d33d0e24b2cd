/**
 * JSON as signatures need it: a strict reader, a canonical writer, and a plain writer for
 * everything that is printed.
 */
@NullMarked
package dev.sonde.json;

import org.jspecify.annotations.NullMarked;
