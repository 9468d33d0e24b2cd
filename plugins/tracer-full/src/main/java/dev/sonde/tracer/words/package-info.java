/**
 * What a person writes for this plugin, read as far as it can be without the JVM that it is about.
 * The operator has these classes, too, and refuses by them before it attaches: they know the JDK
 * and one exception of the plugin API only.
 */
@NullMarked
package dev.sonde.tracer.words;

import org.jspecify.annotations.NullMarked;
