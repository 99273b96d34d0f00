/**
 * Taking a plan away from a run that hangs. What that means is in {@link dev.pilotlight.journal.TakeOver}; this room
 * only brings together everybody who can tell what became of an act. Enter at
 * {@link dev.pilotlight.takeover.TakeOverFunction}.
 */
@NullMarked
package dev.pilotlight.takeover;

import org.jspecify.annotations.NullMarked;
