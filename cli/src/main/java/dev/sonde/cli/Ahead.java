package dev.sonde.cli;

import dev.sonde.operator.attach.Attachment;
import dev.sonde.operator.repository.BakedTrust;
import dev.sonde.operator.repository.Repositories;
import java.time.ZoneId;

/**
 * Has the JVM load what a command that enters another JVM will need, while its words are still
 * read: half of such a command is loading classes, and most machines have a second processor.
 * Nothing is asked, kept or changed by it; what fails here fails again where it is told.
 */
final class Ahead {
  private Ahead() {}

  static void begin(String[] args) {
    VerbName verb = args.length < 2 ? null : VerbName.of(args[0]);
    if (verb == null || !verb.entersJvm()) return;
    Aside.thread(Ahead::load, "sonde-ahead").start();
  }

  private static void load() {
    try {
      Repositories.rehearse(BakedTrust.of(Build::resource));
      Attachment.rehearse();
      ZoneId.systemDefault();
    } catch (RuntimeException | LinkageError again) {
      return;
    }
  }
}
