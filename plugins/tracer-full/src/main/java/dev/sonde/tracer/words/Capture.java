package dev.sonde.tracer.words;

import dev.sonde.api.UsageException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the record of a call shows beside who called what, when, and how it ended.
 *
 * @param frames of the stack, from the caller on; 0: none
 */
public record Capture(Set<Part> parts, int frames) {
  /** As the command line names them. */
  public enum Part {
    ARGS("args"),
    ENTRY("args@entry"),
    THIS("this"),
    RETURN("return"),
    THROWN("thrown"),
    STACK("stack"),
    CALLER("caller"),
    CPU("cpu"),
    ALLOC("alloc");

    final String word;

    Part(String word) {
      this.word = word;
    }
  }

  public static final Capture DEFAULT =
      new Capture(EnumSet.of(Part.ARGS, Part.RETURN, Part.THROWN, Part.CALLER), 0);

  private static final int MOST_FRAMES = 100;
  private static final int FRAMES = 20;

  public Capture {
    parts = Set.copyOf(parts);
  }

  /**
   * Of the options {@code capture}, words with commas that are added to the default or, with a
   * minus, taken away from it, and {@code stack}, how many frames.
   */
  public static Capture of(@Nullable String list, @Nullable String stack) throws UsageException {
    Set<Part> parts = EnumSet.copyOf(DEFAULT.parts);
    if (list != null) for (String word : list.split(",", -1)) apply(word.strip(), parts);
    int frames = parts.contains(Part.STACK) ? FRAMES : 0;
    return new Capture(parts, stack == null ? frames : frames(stack));
  }

  private static void apply(String word, Set<Part> parts) throws UsageException {
    boolean less = word.startsWith("-");
    Part part = part(word.substring(less ? 1 : 0));
    if (less) parts.remove(part);
    else parts.add(part);
  }

  private static Part part(String word) throws UsageException {
    for (Part each : Part.values())
      if (each.word.equals(word.toLowerCase(Locale.ROOT))) return each;
    String all = Stream.of(Part.values()).map(each -> each.word).collect(Collectors.joining(", "));
    throw new UsageException(
        "SONDE-USAGE",
        "expected --capture with some of "
            + all
            + ", got '"
            + word
            + "': each is added to what is shown anyway (args, return, thrown, caller), or taken"
            + " away with a minus, as in --capture=this,cpu,-return");
  }

  private static int frames(String text) throws UsageException {
    int frames = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    if (frames >= 1 && frames <= MOST_FRAMES) return frames;
    throw new UsageException(
        "SONDE-USAGE",
        "expected --stack with 1 to "
            + MOST_FRAMES
            + " frames, got '"
            + text
            + "', as in --stack 10");
  }

  public boolean has(Part part) {
    return parts.contains(part);
  }

  /** Whether arguments are shown at all. */
  public boolean arguments() {
    return has(Part.ARGS) || has(Part.ENTRY);
  }
}
