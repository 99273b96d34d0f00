/**
 * How long things take in the twin, and how they misbehave. {@link dev.pilotlight.twin.physics.Physics} is the one
 * record that every modelled service reads; {@link dev.pilotlight.twin.physics.Outages} says which Regions are alive,
 * and {@link dev.pilotlight.twin.physics.TokenBuckets} applies the request limits.
 */
@NullMarked
package dev.pilotlight.twin.physics;

import org.jspecify.annotations.NullMarked;
