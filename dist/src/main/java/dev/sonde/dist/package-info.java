/**
 * Makes the distribution: jars, development repository, bootstrap. Runs in the build only and is
 * shipped nowhere.
 */
@NullMarked
package dev.sonde.dist;

import org.jspecify.annotations.NullMarked;
