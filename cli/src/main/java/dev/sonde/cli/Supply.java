package dev.sonde.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Where plugins are to come from, and how.
 *
 * @param location an URL or a folder; null: where this release looks by itself
 * @param offline whether only what is on this machine is used
 * @param stay whether this Sonde goes on where a newer one is listed
 * @param allowHttp whether plain http from other machines is accepted
 */
record Supply(@Nullable String location, boolean offline, boolean stay, boolean allowHttp) {
  private static final String REPOSITORY = "--repository";
  private static final String OFFLINE = "--offline";
  private static final String STAY = "--stay";
  private static final String ALLOW_HTTP = "--allow-http";

  /** The options of all commands that use a repository. */
  static CommandSpec options() {
    return CommandSpec.create()
        .addOption(repository())
        .addOption(
            Words.flag(
                "Use no network, but what is on this machine, up to 90 days past its date"
                    + " (SONDE_OFFLINE=1).",
                OFFLINE))
        .addOption(
            Words.flag(
                "Go on with this Sonde also where the repository lists a newer one (SONDE_STAY=1).",
                STAY))
        .addOption(plainHttp());
  }

  static OptionSpec plainHttp() {
    return Words.flag(
        "Accept plain http from other machines: signatures hold, but who listens sees what"
            + " is fetched.",
        ALLOW_HTTP);
  }

  static boolean allowsHttp(ParseResult words) {
    return words.hasMatchedOption(ALLOW_HTTP);
  }

  /** For a command that uses nothing of it. */
  static OptionSpec repository() {
    return Words.value(
        "URL|FOLDER",
        "Where the plugins come from (SONDE_REPOSITORY).%nOtherwise the snapshot inside sonde.jar.",
        REPOSITORY);
  }

  /** Whether somebody has typed where plugins are to come from. */
  static boolean isNamed(ParseResult words) {
    return words.hasMatchedOption(REPOSITORY);
  }

  static Supply of(ParseResult words) {
    Supply usual = of(System.getenv());
    return new Supply(
        words.matchedOptionValue(REPOSITORY, usual.location),
        usual.offline || words.hasMatchedOption(OFFLINE),
        usual.stay || words.hasMatchedOption(STAY),
        allowsHttp(words));
  }

  /** What the environment says, where nobody types options. */
  static Supply of(Map<String, String> environment) {
    return new Supply(
        environment.get("SONDE_REPOSITORY"),
        isOn(environment, "SONDE_OFFLINE"),
        isOn(environment, "SONDE_STAY"),
        false);
  }

  /** From this place, as the environment says. */
  Supply from(String location) {
    return new Supply(location, offline, stay, allowHttp);
  }

  private static boolean isOn(Map<String, String> environment, String name) {
    return environment.getOrDefault(name, "").equals("1");
  }
}
