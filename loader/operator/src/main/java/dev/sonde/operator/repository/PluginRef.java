package dev.sonde.operator.repository;

import org.jspecify.annotations.Nullable;

/**
 * What is asked of a repository: a plugin, a version of it (null: the newest) and the feature
 * number of the target's JDK. The jar with the highest line not above {@code feature} serves it.
 */
public record PluginRef(String id, @Nullable String version, int feature) {
  /** What {@code ID} or {@code ID@VERSION} asks for. */
  public static PluginRef of(String text, int feature) {
    int at = text.indexOf('@');
    return at < 0
        ? new PluginRef(text, null, feature)
        : new PluginRef(text.substring(0, at), text.substring(at + 1), feature);
  }
}
