/**
 * EventBridge: rules on each Region's default bus, and what they deliver to. Enter at
 * {@link dev.pilotlight.twin.service.events.EventBridge}.
 */
@NullMarked
package dev.pilotlight.twin.service.events;

import org.jspecify.annotations.NullMarked;
