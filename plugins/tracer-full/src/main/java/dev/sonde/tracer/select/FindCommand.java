package dev.sonde.tracer.select;

import dev.sonde.api.Call;
import dev.sonde.api.Command;
import java.lang.instrument.Instrumentation;

/** {@code find}: what a trace would weave and why not the rest, each as a ready command. */
public final class FindCommand implements Command {
  private final Instrumentation instrumentation;

  public FindCommand(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  @Override
  public void run(Call call) throws Exception {
    Selection.of(Pattern.parse(call.args().get(0)), instrumentation.getAllLoadedClasses());
  }
}
