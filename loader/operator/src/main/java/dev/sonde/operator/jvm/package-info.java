/**
 * The JVMs of this machine: found and judged from outside, before any agent is loaded. Needs
 * java.base alone.
 */
@NullMarked
package dev.sonde.operator.jvm;

import org.jspecify.annotations.NullMarked;
