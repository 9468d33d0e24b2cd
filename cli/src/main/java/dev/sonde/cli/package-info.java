/**
 * The command line: what people type, what they read, and how a command ends. Lives in the
 * operator's JVM.
 */
@NullMarked
package dev.sonde.cli;

import org.jspecify.annotations.NullMarked;
