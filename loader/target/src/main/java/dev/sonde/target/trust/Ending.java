package dev.sonde.target.trust;

/**
 * Why a session has to end although its operator has not asked for it.
 *
 * @param reason as in an end record
 * @param error for whoever waits for a command: {@code SONDE-ID: sentence}
 */
public record Ending(String reason, String error) {}
