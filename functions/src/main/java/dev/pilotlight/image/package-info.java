/**
 * Machine images: created from a running instance or taken by their tags in the primary Region, copied to the recovery
 * Region ahead of time, verified there and marked. A failover only ever boots from a verified copy and never depends on
 * copying. Enter at {@link dev.pilotlight.image.CopyImages}; everything it sees or does goes through
 * {@link dev.pilotlight.image.Images}.
 */
@NullMarked
package dev.pilotlight.image;

import org.jspecify.annotations.NullMarked;
