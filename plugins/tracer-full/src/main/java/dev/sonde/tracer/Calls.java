package dev.sonde.tracer;

import dev.sonde.api.Events;
import dev.sonde.api.Output;
import dev.sonde.tracer.condition.Fitted;
import dev.sonde.tracer.link.Token;
import dev.sonde.tracer.record.CallFormat;
import dev.sonde.tracer.record.MethodProbe;
import dev.sonde.tracer.record.Probe;
import dev.sonde.tracer.record.Recorder;
import dev.sonde.tracer.select.SelectedMethod;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** Each call becomes a record, as {@code trace} shows them. */
record Calls(Judging judging) implements Observation {
  private static final String LANG = "java.lang.";

  @Override
  public Token token() {
    return Token.RECORD;
  }

  @Override
  public Events events(Output output) {
    return output.events();
  }

  @Override
  public Probe probe(
      Recorder recorder,
      long trace,
      String className,
      SelectedMethod method,
      @Nullable Fitted condition) {
    CallFormat format = new CallFormat(recorder, trace, className, method, result(method));
    return condition == null
        ? new MethodProbe(recorder, format)
        : new MethodProbe(recorder, format, judging.arguments(condition.atExit()));
  }

  @Override
  public Probe rehearsed(Recorder silent, SelectedMethod method) {
    return new MethodProbe(silent, new CallFormat(silent, 0, "Stage", method, ""));
  }

  private static String result(SelectedMethod method) {
    String result = Type.getReturnType(method.descriptor()).getClassName();
    boolean simple = result.startsWith(LANG) && result.indexOf('.', LANG.length()) < 0;
    return simple ? result.substring(LANG.length()) : result;
  }
}
