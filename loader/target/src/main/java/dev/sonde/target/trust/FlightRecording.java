package dev.sonde.target.trust;

import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/**
 * Whether somebody records this JVM. Asking does not begin anything: a Flight Recorder that was not
 * used stays so. Only to be used where {@link #possible} says so.
 */
final class FlightRecording {
  private FlightRecording() {}

  /** Whether this image has Flight Recorder at all. */
  static boolean possible() {
    return ModuleLayer.boot().findModule("jdk.jfr").isPresent();
  }

  static boolean running() {
    if (!FlightRecorder.isInitialized()) return false;
    for (Recording each : FlightRecorder.getFlightRecorder().getRecordings())
      if (each.getState() == RecordingState.RUNNING) return true;
    return false;
  }

  static void note(String kind, String result, String line) {
    new AuditEvent(kind, result, line).commit();
  }
}
