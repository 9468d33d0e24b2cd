package dev.sonde.target.trust;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** An audit line as an event of Flight Recorder. Loaded only while somebody records. */
@Name("dev.sonde.Audit")
@Label("Sonde Audit")
@Category("Sonde")
@StackTrace(false)
final class AuditEvent extends Event {
  @Label("Kind")
  String kind;

  @Label("Result")
  String result;

  @Label("Line")
  String line;

  AuditEvent(String kind, String result, String line) {
    this.kind = kind;
    this.result = result;
    this.line = line;
  }
}
