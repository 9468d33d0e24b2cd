package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.util.ArrayList;
import java.util.List;

/**
 * A command line in one string, taken apart as a shell would: spaces separate, quotes of either
 * kind keep together. Nothing is expanded.
 */
final class CommandLineText {
  private CommandLineText() {}

  static List<String> words(String text) {
    return words(text, false);
  }

  /** Those before a {@code #} that begins a word, outside quotes. */
  static List<String> wordsBeforeComment(String text) {
    return words(text, true);
  }

  private static List<String> words(String text, boolean comments) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (char c : text.toCharArray()) {
      if (comments && c == '#' && !inWord && quote == 0) break;
      if (quote != 0 ? c == quote : c == '\'' || c == '"') {
        quote = quote == 0 ? c : 0;
        inWord = true;
      } else if (quote == 0 && Character.isWhitespace(c)) {
        if (inWord) words.add(word.toString());
        word.setLength(0);
        inWord = false;
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (quote != 0)
      throw new SondeException(ErrorId.USAGE, "expected a closing " + quote + " in " + text);
    if (inWord) words.add(word.toString());
    return words;
  }
}
