package dev.sonde.tracer.record;

/** Why a trace has ended. */
public enum Reason {
  LIMIT,
  TIME,
  STOPPED,
  OVERLOAD,
  LEASE,
  ERROR
}
