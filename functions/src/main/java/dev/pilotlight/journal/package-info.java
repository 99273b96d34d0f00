/**
 * The append-only record in the recovery Region, and the right to act. A {@link dev.pilotlight.journal.Lease} belongs
 * to one epoch and is the only thing that mints a {@link dev.pilotlight.journal.Permit}, after one transaction has both
 * checked that the epoch is still ours and written the intent down. Every method that changes application resources
 * takes a permit, so the compiler enforces invariants S2, S8 and S10. Enter at {@link dev.pilotlight.journal.Lease}.
 */
@NullMarked
package dev.pilotlight.journal;

import org.jspecify.annotations.NullMarked;
