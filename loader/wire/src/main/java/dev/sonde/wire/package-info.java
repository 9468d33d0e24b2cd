/**
 * The protocol between an operator and the target side of its session: frames, values, ids. JDK
 * types only, no I/O policy.
 */
@NullMarked
package dev.sonde.wire;

import org.jspecify.annotations.NullMarked;
