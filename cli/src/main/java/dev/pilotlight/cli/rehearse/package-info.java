/** The command that rehearses a plan; enter at {@link dev.pilotlight.cli.rehearse.RehearseCommand}. */
@NullMarked
package dev.pilotlight.cli.rehearse;

import org.jspecify.annotations.NullMarked;
