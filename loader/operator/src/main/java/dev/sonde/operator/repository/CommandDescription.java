package dev.sonde.operator.repository;

/** One command of a plugin, as its signed jar describes it. */
public record CommandDescription(String name, String usage, String summary) {}
