package dev.sonde.operator.repository;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which of the offers serves a request: of its plugin and version the newest one that has a line
 * for the target, and of its lines the highest.
 */
record Choice(List<Offer> offers, String location) {
  /**
   * The newest plugin API that this release serves; the API only grows, so it serves all earlier
   * ones.
   */
  static final int API = 1;

  /** By hand: for each function of {@link Comparator} the JDK makes a class at each start. */
  static final Comparator<PluginDescription> ORDER = Choice::compare;

  private static int compare(PluginDescription one, PluginDescription other) {
    int order = one.id().compareTo(other.id());
    if (order == 0)
      order = new PluginVersion(one.version()).compareTo(new PluginVersion(other.version()));
    return order != 0 ? order : Integer.compare(one.line(), other.line());
  }

  static Choice of(List<Offer> offers, String location) {
    return new Choice(offers, location);
  }

  Offer best(PluginRef ref) {
    List<Offer> named =
        offers.stream().filter(it -> it.description().id().equals(ref.id())).toList();
    if (named.isEmpty())
      throw none("no plugin \"" + ref.id() + "\"", "plugins", list(offers, PluginDescription::id));
    String version = ref.version();
    List<Offer> right =
        named.stream()
            .filter(it -> version == null || it.description().version().equals(version))
            .toList();
    if (right.isEmpty()) {
      throw none(
          "no version " + version + " of " + ref.id(),
          "versions",
          list(named, PluginDescription::version));
    }
    Offer best = newest(right, ref).orElseThrow(() -> noLine(ref, right));
    checkApi(best.description());
    return best;
  }

  /** The best one; empty where none serves. */
  Optional<Offer> find(PluginRef ref) {
    List<Offer> right =
        offers.stream()
            .filter(it -> it.description().id().equals(ref.id()))
            .filter(it -> ref.version() == null || it.description().version().equals(ref.version()))
            .filter(it -> it.description().api() <= API)
            .toList();
    return newest(right, ref);
  }

  private static Optional<Offer> newest(List<Offer> offers, PluginRef ref) {
    return offers.stream()
        .filter(it -> it.description().line() <= ref.feature())
        .max((one, other) -> compare(one.description(), other.description()));
  }

  private SondeException noLine(PluginRef ref, List<Offer> offers) {
    String what = String.format("no jar of %s for a JVM of Java %d", ref.id(), ref.feature());
    return none(what, "lines", list(offers, it -> String.valueOf(it.line())));
  }

  private SondeException none(String what, String kind, String existing) {
    String has =
        existing.isEmpty() ? "there are no " + kind : "the " + kind + " that exist: " + existing;
    String text = "%s has %s; %s; `sonde plugins` shows all";
    return new SondeException(ErrorId.NO_JAR, String.format(text, location, what, has));
  }

  private static String list(List<Offer> offers, Function<PluginDescription, String> property) {
    return offers.stream()
        .map(Offer::description)
        .sorted(ORDER)
        .map(property)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static void checkApi(PluginDescription plugin) {
    if (plugin.api() <= API) return;
    String text =
        "%s %s needs plugin API %d, this Sonde has %d; use a newer Sonde or an older version of the plugin";
    throw new SondeException(
        ErrorId.API, String.format(text, plugin.id(), plugin.version(), plugin.api(), API));
  }
}
