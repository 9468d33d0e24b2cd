package dev.sonde.operator.repository;

import org.jspecify.annotations.Nullable;

/**
 * What is asked of a repository: a plugin, a version of it (null: the newest) and the feature
 * number of the target's JDK. The jar with the highest line not above {@code feature} serves it.
 */
public record PluginRef(String id, @Nullable String version, int feature) {}
