/**
 * Plugins that somebody wrote badly. They take the name of the tracer, so that the command line
 * runs them.
 */
@NullMarked
package com.acme.broken;

import org.jspecify.annotations.NullMarked;
