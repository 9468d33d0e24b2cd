/** What a trace costs, measured on the real {@code sonde.jar} by real attach. */
package dev.sonde.benchmarks;
