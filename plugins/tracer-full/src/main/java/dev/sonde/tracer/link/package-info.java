/**
 * The one class that stays in java.base, its slots, and the names and types of woven call sites.
 */
@NullMarked
package dev.sonde.tracer.link;

import org.jspecify.annotations.NullMarked;
