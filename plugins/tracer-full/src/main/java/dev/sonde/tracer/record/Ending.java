package dev.sonde.tracer.record;

/** How a probe ends its trace. */
public interface Ending {
  /** Called in the application's threads: takes no lock and does no work. The first reason wins. */
  void end(Reason reason);

  /** A probe has switched itself off; as {@link #end}, asks for a report. */
  void failed(Throwable failure);
}
