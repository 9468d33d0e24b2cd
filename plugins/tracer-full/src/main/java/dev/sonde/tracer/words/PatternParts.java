package dev.sonde.tracer.words;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of methods as it was written, cut at its signs.
 *
 * @param loader in braces; null: any
 * @param sign before the class: empty, {@code +} for its subtypes, {@code @} for an annotation
 * @param methods {@code *} where an annotation is meant
 * @param annotation of methods; null: any or none
 * @param types of parameters, maybe {@code ..} as the last; null: any
 * @param line of a pasted frame, or 0
 */
public record PatternParts(
    @Nullable String loader,
    String sign,
    String className,
    String methods,
    @Nullable String annotation,
    @Nullable List<String> types,
    int line) {}
