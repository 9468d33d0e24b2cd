/** Records, reports and tables as text for people and as JSON. Pure: nothing here prints. */
@NullMarked
package dev.sonde.cli.text;

import org.jspecify.annotations.NullMarked;
