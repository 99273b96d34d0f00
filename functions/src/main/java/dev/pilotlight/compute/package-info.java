/**
 * Tiers of EC2 instances in the recovery Region: launched from the newest verified image copy, adopted by their tags
 * over all epochs, entered into target groups when their checks pass, and released when a run is undone. Enter at
 * {@link dev.pilotlight.compute.LaunchInstances} and {@link dev.pilotlight.compute.ReleaseInstances}; everything they
 * see or do goes through {@link dev.pilotlight.compute.Instances}, {@link dev.pilotlight.compute.TargetGroups} and the
 * images.
 */
@NullMarked
package dev.pilotlight.compute;

import org.jspecify.annotations.NullMarked;
