package dev.sonde.tracer.capture;

/**
 * How far into a value is looked.
 *
 * @param depth objects, collections and arrays inside one another, at least 1
 * @param bytes encoded
 */
record Extent(int depth, int bytes) {
  static final Extent USUAL = new Extent(Limits.DEPTH, Limits.VALUE_BYTES);
}
