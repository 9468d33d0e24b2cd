package dev.sonde.tracer.select;

/**
 * A method that the pattern means and that is not woven.
 *
 * @param loader as {@link Loaders#name} tells it
 * @param method name and descriptor; {@code *} when the reason holds for the whole class
 */
public record Left(String className, String method, String loader, String reason) {}
