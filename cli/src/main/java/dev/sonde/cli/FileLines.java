package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.session.Owner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * A new file, readable by its owner alone: captured values are nobody else's business. Removed
 * again if nothing was written.
 */
final class FileLines implements Lines {
  private static final String OUT = "--out";

  private final Path file;
  private final String option;
  private final SeekableByteChannel channel;

  private FileLines(Path file, String option, SeekableByteChannel channel) {
    this.file = file;
    this.option = option;
    this.channel = channel;
  }

  /** The option that asks for one. */
  static OptionSpec option() {
    return Words.value(
        "FILE",
        "Write the records into this new file, readable by you alone, and not to stdout.",
        "-o",
        OUT);
  }

  /** Whether one was asked for. */
  static boolean wanted(ParseResult words) {
    return words.hasMatchedOption(OUT);
  }

  /** The file that was asked for; else stdout. */
  static Lines of(ParseResult words, Desk desk) {
    return wanted(words) ? create(asked(words)) : Lines.to(desk.terminal());
  }

  /** Who types these words; others may follow the file. */
  static Owner owner(ParseResult words) {
    Owner owner = Words.owner(words);
    return wanted(words) ? owner.writing(asked(words).toString()) : owner;
  }

  /** The file that was asked for. */
  static Path asked(ParseResult words) {
    return Path.of(words.matchedOptionValue(OUT, "")).toAbsolutePath();
  }

  static FileLines create(Path file) {
    return create(file, OUT);
  }

  /**
   * @param option that has asked for it
   */
  static FileLines create(Path file, String option) {
    try {
      Set<StandardOpenOption> fresh =
          Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return new FileLines(
          file,
          option,
          Files.newByteChannel(
              file,
              fresh,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
    } catch (FileAlreadyExistsException e) {
      throw new Unusable(
          file
              + " exists already, and no file is ever overwritten: give another name with "
              + option,
          e);
    } catch (NoSuchFileException e) {
      if (Files.isDirectory(file.toAbsolutePath().getParent()))
        throw new Unusable(
            "cannot make " + file + ": its folder takes no files; give another name with " + option,
            e);
      throw new Unusable(
          "the folder of "
              + file
              + " does not exist: make it first, or give another one with "
              + option,
          e);
    } catch (IOException e) {
      throw new Unusable(sentence(file, option, e), e);
    }
  }

  @Override
  public boolean intoFile() {
    return true;
  }

  @Override
  public synchronized void write(byte[] utf8, int length) {
    ByteBuffer bytes = ByteBuffer.wrap(utf8, 0, length);
    try {
      while (bytes.hasRemaining()) channel.write(bytes);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public synchronized void close() {
    try (channel) {
      if (channel.isOpen() && channel.size() == 0) Files.delete(file);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private SondeException failure(IOException e) {
    return new SondeException(ErrorId.OUTPUT, sentence(file, option, e), e);
  }

  private static String sentence(Path file, String option, IOException e) {
    String reason =
        e.getMessage() == null || e.getMessage().equals(file.toString())
            ? e.getClass().getSimpleName()
            : e.getMessage();
    return "cannot write "
        + file
        + " ("
        + reason
        + "): give a place with room and write permission with "
        + option;
  }
}
