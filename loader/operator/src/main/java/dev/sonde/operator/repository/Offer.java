package dev.sonde.operator.repository;

import dev.sonde.json.JsonException;
import dev.sonde.json.JsonObject;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.tuf.TargetFile;
import java.util.Optional;

/** A plugin jar that signed metadata lists, under a path that agrees with its description. */
record Offer(PluginDescription description, TargetFile target) {
  /** Empty for a target that is no plugin. One that has another publisher is refused. */
  static Optional<Offer> of(TargetFile target, String publisher, String location) {
    String path = target.path();
    if (!path.startsWith("plugins/")) return Optional.empty();
    PluginDescription description = description(target, location);
    if (!description.name().publisher().equals(publisher))
      throw foreign(description.name(), publisher, location);
    if (!description.path().equals(path)) {
      String text =
          "%s of %s is described as %s; path and description must agree, tell who published it";
      throw new SondeException(
          ErrorId.IDENTITY, String.format(text, path, location, description.path()));
    }
    return Optional.of(new Offer(description, target));
  }

  /** Whose plugin a target is; empty for one that is none. */
  static Optional<String> publisher(TargetFile target, String location) {
    if (!target.path().startsWith("plugins/")) return Optional.empty();
    return Optional.of(description(target, location).name().publisher());
  }

  /** No repository can serve another one's plugin. */
  private static SondeException foreign(PluginId id, String publisher, String location) {
    String text =
        "%s lists %s, and may list plugins of %s/ only; a repository must be known by the name that its"
            + " publisher gave its plugins, see `sonde repo list`";
    return new SondeException(
        ErrorId.IDENTITY, String.format(text, location, id.full(), publisher));
  }

  private static PluginDescription description(TargetFile target, String location) {
    try {
      JsonObject custom =
          target.custom().orElseThrow(() -> refused(target, location, "it has no custom object"));
      return PluginDescription.of(custom);
    } catch (JsonException e) {
      throw refused(target, location, String.valueOf(e.getMessage()));
    }
  }

  private static SondeException refused(TargetFile target, String location, String what) {
    String text = "the description of %s of %s is not a plugin's: %s; tell who published it";
    return new SondeException(ErrorId.TARGET, String.format(text, target.path(), location, what));
  }
}
