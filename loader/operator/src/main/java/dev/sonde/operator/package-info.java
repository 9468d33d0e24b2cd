/**
 * The operator's side of Sonde: finds and judges JVMs, attaches, verifies what it downloads, and
 * holds sessions. Knows no terminal and no plugin.
 */
@NullMarked
package dev.sonde.operator;

import org.jspecify.annotations.NullMarked;
