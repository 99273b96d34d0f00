/**
 * What really happens in a rehearsal, seen from the twin's side: the functions are never asked. Enter at
 * {@link dev.pilotlight.rehearsal.truth.Truth}; each call that a service has answered is an
 * {@link dev.pilotlight.rehearsal.truth.Effect}.
 */
@NullMarked
package dev.pilotlight.rehearsal.truth;

import org.jspecify.annotations.NullMarked;
