package dev.sonde.cli.editor;

import java.time.Instant;
import org.jline.reader.impl.history.DefaultHistory;

/** The lines that were typed, of this session and of earlier ones; answers to questions are not. */
final class Typed extends DefaultHistory {
  private final KeptLines kept;
  private boolean listening;

  Typed(KeptLines kept) {
    this.kept = kept;
  }

  void listen(boolean listening) {
    this.listening = listening;
  }

  /** A line of an earlier session. */
  void known(String line) {
    super.add(Instant.EPOCH, line);
  }

  /** A line that begins with a space is for this moment only. */
  @Override
  public void add(Instant time, String line) {
    if (!listening || line.isBlank() || Character.isWhitespace(line.charAt(0))) return;
    super.add(time, line);
    kept.add(line);
  }
}
