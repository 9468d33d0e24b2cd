/** The operator's half of {@code sonde shell}: jshell's tool, whose snippets run in a target. */
@NullMarked
package dev.sonde.jshell;

import org.jspecify.annotations.NullMarked;
