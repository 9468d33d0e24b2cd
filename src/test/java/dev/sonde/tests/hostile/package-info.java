/**
 * Hostile inputs: each one a row of docs/HOSTILE-INPUTS.md, a test that gives it to Sonde, and the
 * error that it must end with.
 */
@NullMarked
package dev.sonde.tests.hostile;

import org.jspecify.annotations.NullMarked;
