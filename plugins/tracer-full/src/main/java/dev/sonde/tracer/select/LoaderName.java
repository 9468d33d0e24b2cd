package dev.sonde.tracer.select;

import org.jspecify.annotations.Nullable;

/**
 * The choice of class loaders in a pattern: {@code {app}}, {@code {boot}}, {@code {platform}}, or
 * the class of a loader, by simple or full name, with or without its identity: {@code
 * {WebappClassLoader@1f2a}}.
 */
public record LoaderName(String text) {
  /** Whether a loader is called so. */
  public boolean match(@Nullable ClassLoader loader) {
    String name = Loaders.name(loader);
    String plain = name.contains("@") ? name.substring(0, name.indexOf('@')) : name;
    return text.equals(name)
        || text.equals(plain)
        || text.equals(SourceNames.simple(name))
        || text.equals(SourceNames.simple(plain));
  }
}
