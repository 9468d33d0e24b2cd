/** How bytes arrive: over HTTP, from a folder, or from {@code sonde.jar}; bounded, under one deadline, and trusted by nobody. */
@NullMarked
package dev.sonde.operator.repository.fetch;

import org.jspecify.annotations.NullMarked;
