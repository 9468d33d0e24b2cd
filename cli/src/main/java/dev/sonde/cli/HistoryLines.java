package dev.sonde.cli;

import dev.sonde.cli.editor.KeptLines;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.state.StateHome;
import java.io.IOException;
import java.util.List;

/** The lines typed at prompts, in the home of what Sonde remembers; nothing where that is not. */
final class HistoryLines implements KeptLines {
  private final StateHome home;

  HistoryLines(StateHome home) {
    this.home = home;
  }

  @Override
  public List<String> read() {
    try {
      return home.typed().read();
    } catch (SondeException | IOException | UnsupportedOperationException unusable) {
      return List.of();
    }
  }

  @Override
  public void add(String line) {
    try {
      home.typed().add(line);
    } catch (SondeException | IOException | UnsupportedOperationException unusable) {
      return; // a disk that is full or closed is no matter of the command that was typed
    }
  }
}
