/**
 * Taking a plan away from a run that hangs. What that means is in {@link dev.pilotlight.journal.TakeOver}; this room
 * only brings together everybody who can tell what became of an act, in {@link dev.pilotlight.takeover.EverySettler}:
 * the compiler does not let a kind of act in that none of them knows. Enter at
 * {@link dev.pilotlight.takeover.TakeOverFunction}.
 */
@NullMarked
package dev.pilotlight.takeover;

import org.jspecify.annotations.NullMarked;
