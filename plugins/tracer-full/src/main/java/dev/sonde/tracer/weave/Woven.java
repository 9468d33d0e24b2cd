package dev.sonde.tracer.weave;

import java.util.Map;
import java.util.Set;

/**
 * A woven class file.
 *
 * @param methods name and descriptor of those that were woven
 * @param left why others, by name and descriptor, were not
 */
public record Woven(byte[] classFile, Set<String> methods, Map<String, String> left) {}
