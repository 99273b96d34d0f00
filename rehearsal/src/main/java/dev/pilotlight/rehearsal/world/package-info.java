/**
 * Somebody's own plan in the twin: brought into the twin's account and Regions, and everything that it names added to
 * the walk-through's world. Enter at {@link dev.pilotlight.rehearsal.world.Relocation} and
 * {@link dev.pilotlight.rehearsal.world.Furnishing}.
 */
@NullMarked
package dev.pilotlight.rehearsal.world;

import org.jspecify.annotations.NullMarked;
