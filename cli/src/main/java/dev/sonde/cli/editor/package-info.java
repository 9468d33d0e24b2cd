/**
 * Lines that a person types, with history and completion, and what is printed above them meanwhile.
 * The only place that knows JLine.
 */
@NullMarked
package dev.sonde.cli.editor;

import org.jspecify.annotations.NullMarked;
