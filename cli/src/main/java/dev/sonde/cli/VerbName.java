package dev.sonde.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The commands in the order of the help text. */
enum VerbName {
  LIST,
  FIND,
  TRACE,
  STATS,
  GET,
  RUN,
  ATTACH,
  SHELL,
  SESSIONS,
  FOLLOW,
  REPLAY,
  STOP,
  PLUGINS,
  REPO,
  VERIFY,
  AUDIT,
  DOCTOR,
  DEMO;

  static @Nullable VerbName of(String word) {
    if (word.equals("remove")) return STOP;
    if (word.equals("monitor")) return STATS;
    for (VerbName each : values()) if (each.word().equals(word)) return each;
    return null;
  }

  static String all() {
    return Arrays.stream(values()).map(VerbName::word).collect(Collectors.joining(", "));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether its first word is a JVM into which a plugin is then loaded. */
  boolean entersJvm() {
    return switch (this) {
      case FIND, TRACE, STATS, GET, RUN, ATTACH, SHELL -> true;
      default -> false;
    };
  }

  /** A switch, and not a constructor reference each: those would cost a start-up 7 ms. */
  Verb verb() {
    return switch (this) {
      case LIST -> new ListVerb();
      case FIND -> new FindVerb();
      case TRACE -> new TraceVerb();
      case STATS -> new StatsVerb();
      case GET -> new GetVerb();
      case RUN -> new RunVerb();
      case ATTACH -> new AttachVerb();
      case SHELL -> new ShellVerb();
      case SESSIONS -> new SessionsVerb();
      case FOLLOW -> new FollowVerb();
      case REPLAY -> new ReplayVerb();
      case STOP -> new StopVerb();
      case PLUGINS -> new PluginsVerb();
      case REPO -> new RepoVerb();
      case VERIFY -> new VerifyVerb();
      case AUDIT -> new AuditVerb();
      case DOCTOR -> new DoctorVerb();
      case DEMO -> new DemoVerb();
    };
  }
}
