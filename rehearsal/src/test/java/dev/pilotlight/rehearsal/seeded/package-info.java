/**
 * Deliberate defects, which the invariants must catch: a checker that has never found anything proves little. Enter at
 * {@link dev.pilotlight.rehearsal.seeded.Defects}.
 */
@NullMarked
package dev.pilotlight.rehearsal.seeded;

import org.jspecify.annotations.NullMarked;
