package dev.sonde.operator.repository;

/**
 * One command of a plugin, as its signed jar describes it.
 *
 * @param capability what it needs at least; empty: all that its plugin lists
 */
public record CommandDescription(String name, String usage, String summary, String capability) {}
