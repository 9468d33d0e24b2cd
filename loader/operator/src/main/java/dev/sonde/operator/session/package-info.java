/**
 * What the command line, a prompt and a jshell hold: a session, its runs, its removal, and the
 * sessions of others.
 */
@NullMarked
package dev.sonde.operator.session;

import org.jspecify.annotations.NullMarked;
