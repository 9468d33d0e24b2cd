package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * What is written in the language of conditions, on the command line or, as {@code @FILE}, in a
 * file. It is for the target to understand.
 *
 * @param id of what is said where there is none
 * @param noun with its article
 * @param example as it stands on a command line
 */
record Written(ErrorId id, String noun, String example) {
  private static final int LONGEST = 16 * 1024;

  String of(String text) {
    String written = text.startsWith("@") ? read(text.substring(1)) : text;
    if (written.isBlank())
      throw new SondeException(id, "expected " + noun + ", as in " + example + ", got none");
    return written.strip();
  }

  private String read(String file) {
    try {
      Path path = Path.of(file);
      if (Files.size(path) <= LONGEST) return Files.readString(path, StandardCharsets.UTF_8);
    } catch (MalformedInputException e) {
      throw unreadable(file, "it is no UTF-8", e);
    } catch (IOException | InvalidPathException e) {
      throw unreadable(file, "it cannot be read", e);
    }
    throw new SondeException(
        id, "expected " + noun + " of at most 16 KiB in " + file + ", it is longer");
  }

  private SondeException unreadable(String file, String why, Exception cause) {
    return new SondeException(id, "expected " + noun + " in " + file + ": " + why, cause);
  }
}
