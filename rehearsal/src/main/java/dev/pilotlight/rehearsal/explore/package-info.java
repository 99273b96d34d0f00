/**
 * Plays a scenario again and again, each time with other faults. Enter at
 * {@link dev.pilotlight.rehearsal.explore.Exploration}; one {@link dev.pilotlight.rehearsal.explore.Performance} is a
 * function of its scenario and its faults alone, and {@link dev.pilotlight.rehearsal.explore.Recording} is what is left
 * of it.
 */
@NullMarked
package dev.pilotlight.rehearsal.explore;

import org.jspecify.annotations.NullMarked;
