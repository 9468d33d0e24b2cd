package dev.sonde.jshell;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.util.List;

/** How much jshell says of each snippet. It takes the beginning of a mode's name as well. */
public final class Feedback {
  private static final List<String> MODES = List.of("verbose", "normal", "concise", "silent");

  private Feedback() {}

  /**
   * Looks before anything is loaded; jshell itself would look after that.
   *
   * @param mode empty: the usual one
   * @throws SondeException SONDE-USAGE if jshell has no such mode
   */
  public static void check(String mode) {
    if (MODES.stream().noneMatch(each -> each.startsWith(mode)))
      throw new SondeException(
          ErrorId.USAGE,
          "expected --feedback to be one of " + String.join(", ", MODES) + " and got " + mode);
  }
}
