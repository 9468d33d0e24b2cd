/** The target's half of {@code sonde shell}: what runs snippets inside the application. */
@NullMarked
package dev.sonde.shell;

import org.jspecify.annotations.NullMarked;
