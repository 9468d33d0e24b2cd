/**
 * What a session may do in this JVM, by the word of who owns the JVM: policy, kill file, caps; and
 * the lines that say what was done. Reads files, and changes none but the audit file.
 */
@NullMarked
package dev.sonde.target.trust;

import org.jspecify.annotations.NullMarked;
