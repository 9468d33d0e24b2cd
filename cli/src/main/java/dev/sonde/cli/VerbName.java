package dev.sonde.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The commands in the order of the help text. */
enum VerbName {
  LIST(ListVerb::new),
  FIND(FindVerb::new),
  TRACE(TraceVerb::new),
  SESSIONS(SessionsVerb::new),
  STOP(StopVerb::new),
  PLUGINS(PluginsVerb::new),
  DEMO(DemoVerb::new);

  private final Supplier<Verb> verb;

  VerbName(Supplier<Verb> verb) {
    this.verb = verb;
  }

  static @Nullable VerbName of(String word) {
    if (word.equals("remove")) return STOP;
    for (VerbName each : values()) if (each.word().equals(word)) return each;
    return null;
  }

  static String all() {
    return Arrays.stream(values()).map(VerbName::word).collect(Collectors.joining(", "));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  Verb verb() {
    return verb.get();
  }
}
