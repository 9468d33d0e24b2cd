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

  /** The same without what follows a {@code #} that begins a word, outside quotes. */
  static String withoutComment(String text) {
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean begins = i == 0 || Character.isWhitespace(text.charAt(i - 1));
      if (quote != 0) quote = c == quote ? 0 : quote;
      else if (c == '\'' || c == '"') quote = c;
      else if (c == '#' && begins) return text.substring(0, i);
    }
    return text;
  }

  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (char c : text.toCharArray()) {
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
