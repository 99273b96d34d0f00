/**
 * What can go wrong in a rehearsal. A {@link dev.pilotlight.rehearsal.faults.Fault} says what and where, and has a
 * short notation that replays it; {@link dev.pilotlight.rehearsal.faults.Interference} makes it happen.
 */
@NullMarked
package dev.pilotlight.rehearsal.faults;

import org.jspecify.annotations.NullMarked;
