/**
 * Application Recovery Controller's data plane: routing controls and their safety rules; enter at
 * {@link dev.pilotlight.twin.service.routing.RoutingCluster}.
 */
@NullMarked
package dev.pilotlight.twin.service.routing;

import org.jspecify.annotations.NullMarked;
