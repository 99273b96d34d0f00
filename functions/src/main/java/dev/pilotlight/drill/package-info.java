/**
 * Trying the recovery out without touching production (invariant S12). A drill launches the plan's tiers in a place
 * that is closed off, against a database that is restored for it, checks the sites, measures, and takes everything down
 * again; what it launches carries the tag {@code pilotlight:drill} and not the one that failovers look for. What a
 * drill that was killed has left is found by its tags and its age. Enter at {@link dev.pilotlight.drill.DrilledPlan},
 * which says what a drill tries, {@link dev.pilotlight.drill.TearDrillDown}, which ends it, and
 * {@link dev.pilotlight.drill.SweepDrills}.
 */
@NullMarked
package dev.pilotlight.drill;

import org.jspecify.annotations.NullMarked;
