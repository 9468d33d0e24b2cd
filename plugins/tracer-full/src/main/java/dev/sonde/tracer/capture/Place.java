package dev.sonde.tracer.capture;

import dev.sonde.api.Encoder;
import java.lang.StackWalker.StackFrame;

/**
 * A line of code.
 *
 * @param line below 1: unknown
 */
public record Place(String className, String method, int line) {
  /** Writes {@code {class, method, line}}. */
  public void write(Encoder out) {
    out.map()
        .text("class")
        .text(Limits.cut(className))
        .text("method")
        .text(Limits.cut(method))
        .text("line")
        .integer(line)
        .end();
  }

  /** By one question to the JVM, where each of class, method and line would be one. */
  static Place of(StackFrame frame) {
    StackTraceElement told = frame.toStackTraceElement();
    return new Place(told.getClassName(), told.getMethodName(), told.getLineNumber());
  }
}
