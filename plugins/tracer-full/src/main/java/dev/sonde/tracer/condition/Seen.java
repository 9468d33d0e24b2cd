package dev.sonde.tracer.condition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found where an expression leads.
 *
 * @param type of Java, as far as it is known of null
 * @param name of the field or key that holds it; empty: it has none
 * @param secret whether the name says that the value is one
 * @param notes sentences about nulls on the way
 */
public record Seen(
    String type, @Nullable Object value, String name, boolean secret, List<String> notes) {}
