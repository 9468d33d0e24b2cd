/**
 * From a judged JVM to a link with the target side in it: run folder, agent jar, socket, handshake.
 */
@NullMarked
package dev.sonde.operator.attach;

import org.jspecify.annotations.NullMarked;
