/**
 * Whether the recovery Region's own services answer, which both the check before the decision and the promotion ask.
 * Enter at {@link dev.pilotlight.recovery.RecoveryServices}.
 */
@NullMarked
package dev.pilotlight.recovery;

import org.jspecify.annotations.NullMarked;
