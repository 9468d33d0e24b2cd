/** A plugin of another publisher. */
@NullMarked
package com.acme.census;

import org.jspecify.annotations.NullMarked;
