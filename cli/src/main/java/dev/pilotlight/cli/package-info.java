/** The {@code pilotlight} command. Enter at {@link dev.pilotlight.cli.PilotLight}. */
@NullMarked
package dev.pilotlight.cli;

import org.jspecify.annotations.NullMarked;
