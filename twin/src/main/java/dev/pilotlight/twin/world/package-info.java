/**
 * Two Regions put together: services, functions, state machines, the internet between visitors and sites, and the
 * disasters that strike them. Enter at {@link dev.pilotlight.twin.world.Twin}.
 */
@NullMarked
package dev.pilotlight.twin.world;

import org.jspecify.annotations.NullMarked;
