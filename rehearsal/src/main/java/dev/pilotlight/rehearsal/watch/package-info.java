/**
 * Looking on from the twin's side while functions work: which calls they make and what those do to the world. Enter at
 * {@link dev.pilotlight.rehearsal.watch.CallLog}.
 */
@NullMarked
package dev.pilotlight.rehearsal.watch;

import org.jspecify.annotations.NullMarked;
