/**
 * Moving many plans at once: waves by dependency and priority, started under one budget of API requests that all of
 * them share, and stopped when too many fail. Only a person starts it, by declaring the outage. What each plan does is
 * the failover of that plan, an execution of its own that nothing here ever stops. Enter at
 * {@link dev.pilotlight.evacuation.Waves} and {@link dev.pilotlight.evacuation.EvacuatePlan}.
 */
@NullMarked
package dev.pilotlight.evacuation;

import org.jspecify.annotations.NullMarked;
