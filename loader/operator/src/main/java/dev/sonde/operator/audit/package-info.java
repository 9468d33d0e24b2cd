/**
 * The operator's own record of what it did to which JVM: a line of JSON for each load, refusal,
 * command and removal, chained by hashes. Never a captured value.
 */
@NullMarked
package dev.sonde.operator.audit;

import org.jspecify.annotations.NullMarked;
