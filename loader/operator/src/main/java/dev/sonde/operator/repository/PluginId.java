package dev.sonde.operator.repository;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a plugin is called everywhere: its publisher's name and its own. Sonde's own plugins are
 * written without the publisher: {@code tracer-full}, and {@code acme/heap} of others.
 */
public record PluginId(String publisher, String name) {
  /** The publisher of the plugins that belong to Sonde. */
  public static final String SONDE = "sonde";

  /** What a publisher may be called. */
  public static final Pattern PUBLISHER = Pattern.compile("[a-z][a-z0-9-]{0,30}");

  private static final Pattern ID =
      Pattern.compile("(?:(" + PUBLISHER.pattern() + ")/)?([A-Za-z0-9][A-Za-z0-9._-]{0,63})");

  /** The id that {@code text} spells, with or without a publisher. */
  public static Optional<PluginId> find(String text) {
    Matcher id = ID.matcher(text);
    if (!id.matches()) return Optional.empty();
    return Optional.of(new PluginId(id.group(1) == null ? SONDE : id.group(1), id.group(2)));
  }

  boolean isOwn() {
    return publisher.equals(SONDE);
  }

  /** With the publisher also where that is Sonde, as metadata spells it. */
  String full() {
    return publisher + "/" + name;
  }

  @Override
  public String toString() {
    return isOwn() ? name : full();
  }
}
