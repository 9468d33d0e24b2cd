package dev.sonde.tracer.select;

/**
 * One declared parameter. The type is written as in Java source, and simple for {@code java.lang}:
 * {@code String}, {@code com.acme.Order[]}.
 */
public record Param(String name, String type) {}
