/**
 * The stage of {@code sonde demo}: a real program in a child JVM, traffic for it, and a web server
 * with the repository.
 */
@NullMarked
package dev.sonde.cli.demo;

import org.jspecify.annotations.NullMarked;
