/**
 * Real tests: child JVMs on every JDK of this machine, the built {@code sonde.jar}, and a look from
 * outside.
 */
@NullMarked
package dev.sonde.tests;

import org.jspecify.annotations.NullMarked;
