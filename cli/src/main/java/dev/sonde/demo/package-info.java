/**
 * A program that Sonde traces to know what a trace needs: outside of Sonde's own packages, in which
 * nothing is woven.
 */
@NullMarked
package dev.sonde.demo;

import org.jspecify.annotations.NullMarked;
