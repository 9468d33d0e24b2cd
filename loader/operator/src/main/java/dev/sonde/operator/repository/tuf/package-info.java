/**
 * A client of The Update Framework (specification 1.0, section 5). Numbers such as 5.4.3 in
 * comments are the steps of that section. Knows files, roles and keys; nothing of plugins.
 */
@NullMarked
package dev.sonde.operator.repository.tuf;

import org.jspecify.annotations.NullMarked;
