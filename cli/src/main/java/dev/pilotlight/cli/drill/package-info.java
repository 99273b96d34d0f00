/**
 * {@code pilotlight drill}: a drill of a plan on the twin, in virtual time. Enter at
 * {@link dev.pilotlight.cli.drill.DrillCommand}.
 */
@NullMarked
package dev.pilotlight.cli.drill;

import org.jspecify.annotations.NullMarked;
