/**
 * {@code pilotlight evacuate}: many plans moved at once on the twin, in virtual time. Enter at
 * {@link dev.pilotlight.cli.evacuate.EvacuateCommand}.
 */
@NullMarked
package dev.pilotlight.cli.evacuate;

import org.jspecify.annotations.NullMarked;
