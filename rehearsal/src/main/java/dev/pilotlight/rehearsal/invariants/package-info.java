/**
 * What must hold after every call of every performance, whatever goes wrong: the invariants S1 to S15 and L1 of the
 * project's hazard analysis, one class each. Enter at {@link dev.pilotlight.rehearsal.invariants.Invariants}; the
 * {@link dev.pilotlight.rehearsal.invariants.Inspection} asks them, and a breach is a
 * {@link dev.pilotlight.rehearsal.invariants.Violation}.
 */
@NullMarked
package dev.pilotlight.rehearsal.invariants;

import org.jspecify.annotations.NullMarked;
