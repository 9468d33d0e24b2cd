package dev.sonde.operator.session;

/**
 * What a session carries into its target.
 *
 * @param agentJar the bootstrap, loaded by the JVM's own attach mechanism
 * @param targetJar the target side of the loader, pushed through the link
 */
public record Payload(byte[] agentJar, byte[] targetJar) {}
