/**
 * Machine images: created from a running instance or taken by their tags in the primary Region, copied to the recovery
 * Region ahead of time, verified there, marked, and retired when newer ones are there. A failover only ever boots from
 * a verified copy and never depends on copying. Enter at {@link dev.pilotlight.image.CopyImages} and
 * {@link dev.pilotlight.image.RetireImages}; {@link dev.pilotlight.image.Verification} says what a good image is, and
 * everything they see or do goes through {@link dev.pilotlight.image.Images}.
 */
@NullMarked
package dev.pilotlight.image;

import org.jspecify.annotations.NullMarked;
