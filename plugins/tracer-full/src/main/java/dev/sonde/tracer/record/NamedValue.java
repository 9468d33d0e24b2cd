package dev.sonde.tracer.record;

import dev.sonde.api.Encoder;
import dev.sonde.api.Events;
import dev.sonde.tracer.capture.Redaction;
import dev.sonde.tracer.capture.Snapshot;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The name of an argument or a result, and what stands in the place of its values if it is a
 * secret's. Judged once, at planning.
 */
final class NamedValue {
  private static final Set<String> LABELS =
      Set.of("name", "key", "header", "headername", "property", "propertyname", "k");

  private final String name;
  private final @Nullable String word;
  private final boolean counts;
  private final int key;
  private final int verdict;

  /**
   * @param method may be said to reveal the value, too
   */
  private NamedValue(
      Events events, Snapshot snapshot, String name, String method, @Nullable String word) {
    boolean revealed = word == null || snapshot.reveals(name) || snapshot.reveals(method);
    this.name = name;
    this.word = revealed ? null : word;
    this.counts = Redaction.plural(name);
    this.key = this.word == null ? -1 : events.name(Redaction.KEY);
    this.verdict = this.word == null ? -1 : events.name(Redaction.byName(this.word));
  }

  /**
   * Of a parameter; where its own name is no secret's, but it is the only one of a setter, by the
   * name of that.
   */
  static NamedValue parameter(
      Events events, Snapshot snapshot, String name, String method, int count) {
    String word = Redaction.word(name);
    String set = word == null && count == 1 ? Redaction.wordOfParameter(method) : null;
    return set == null
        ? new NamedValue(events, snapshot, name, name, word)
        : new NamedValue(events, snapshot, method.substring(3), method, set);
  }

  /** Of what a method answers with. */
  static NamedValue result(Events events, Snapshot snapshot, String method) {
    String answer = Redaction.answer(method);
    return new NamedValue(events, snapshot, answer, method, Redaction.word(answer));
  }

  /**
   * Whether a text under this name may name the value beside it: {@code setHeader(name, value)}.
   */
  boolean labels() {
    return LABELS.contains(Redaction.normal(name));
  }

  /** Whether a label beside it names this value. */
  boolean labelled() {
    return word == null && name.startsWith("val");
  }

  String name() {
    return name;
  }

  @Nullable String word() {
    return word;
  }

  /** True: stands in the place of the value now. */
  boolean hide(Encoder out) {
    if (word != null) out.map().name(key).name(verdict).end();
    return word != null;
  }

  /** Like {@link #hide}, but a number under a plural is how many there are. */
  boolean hideNumber(Encoder out) {
    return !counts && hide(out);
  }
}
