package dev.sonde.cli.editor;

import java.util.List;

/** What was typed before, and is to be remembered. Never fails: it is a convenience. */
public interface KeptLines {
  KeptLines NONE =
      new KeptLines() {
        @Override
        public List<String> read() {
          return List.of();
        }

        @Override
        public void add(String line) {}
      };

  /** Oldest first. */
  List<String> read();

  void add(String line);
}
