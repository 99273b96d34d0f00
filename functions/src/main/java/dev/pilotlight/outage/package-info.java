/**
 * Whether the primary is down, and whether the recovery Region can take over. Signals are votes: healthy, unhealthy, or
 * unknown, which counts for neither side. Enter at {@link dev.pilotlight.outage.AssessOutage} and
 * {@link dev.pilotlight.outage.CheckRecoveryRegion}.
 */
@NullMarked
package dev.pilotlight.outage;

import org.jspecify.annotations.NullMarked;
