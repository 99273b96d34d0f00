/**
 * The witness: a small function in a third Region that looks at the primary's site once a minute and reports to the
 * table of the recovery Region. It is deployed by {@code trigger/witness.yaml}, knows no plan, and may write one item.
 * Enter at {@link dev.pilotlight.witness.Witness}; who reads its reports begins at
 * {@link dev.pilotlight.witness.Sighting}.
 */
@NullMarked
package dev.pilotlight.witness;

import org.jspecify.annotations.NullMarked;
