/**
 * Where plugins come from: bytes leave here as a {@link dev.sonde.operator.repository.VerifiedJar}
 * or not at all.
 */
@NullMarked
package dev.sonde.operator.repository;

import org.jspecify.annotations.NullMarked;
