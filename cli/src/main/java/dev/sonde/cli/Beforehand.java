package dev.sonde.cli;

import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.session.Owner;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is decided of a command before its visit: what is refused there is audited as a refusal too.
 *
 * @param args as they were typed
 */
record Beforehand(
    Desk desk, Owner owner, String jvm, String plugin, String command, List<String> args) {
  /** A slip of the pen is no refusal. */
  <T> T audited(Supplier<T> step) {
    try {
      return step.get();
    } catch (SondeException e) {
      if (e.exit() != Exit.USAGE)
        desk.machine()
            .account(owner, desk.terminal()::note)
            .asks(jvm, plugin, command, args, Map.of())
            .refused(e);
      throw e;
    }
  }
}
