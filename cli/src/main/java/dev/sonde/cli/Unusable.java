package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file cannot be what was asked of it, which is known before anything is done. */
final class Unusable extends SondeException {
  private static final long serialVersionUID = 1;

  Unusable(String sentence, @Nullable IOException cause) {
    super(ErrorId.OUTPUT, sentence, cause);
  }

  @Override
  public Exit exit() {
    return Exit.USAGE;
  }
}
