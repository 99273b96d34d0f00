/**
 * Where the shipped functions and state machines meet the twin: the only room that knows both. Enter at
 * {@link dev.pilotlight.rehearsal.Stage}, which sets up the walk-through's world, modelled or live.
 */
@NullMarked
package dev.pilotlight.rehearsal;

import org.jspecify.annotations.NullMarked;
