/**
 * What the operator remembers between runs, below {@code ~/.sonde}: metadata that was verified
 * once, and plugin jars. Knows files, locks and modes; what it gives back is verified again by who
 * asked.
 */
@NullMarked
package dev.sonde.operator.repository.state;

import org.jspecify.annotations.NullMarked;
