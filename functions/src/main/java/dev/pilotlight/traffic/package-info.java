/**
 * Moving the visitors: one data-plane act in the recovery Region, latched so that nothing that is lost or expires moves
 * them back. Enter at {@link dev.pilotlight.traffic.ShiftTraffic}; the switch itself is a
 * {@link dev.pilotlight.traffic.TrafficControl}, of which there are three kinds.
 * {@link dev.pilotlight.traffic.PublishSwitches} keeps those that are metrics alive.
 */
@NullMarked
package dev.pilotlight.traffic;

import org.jspecify.annotations.NullMarked;
