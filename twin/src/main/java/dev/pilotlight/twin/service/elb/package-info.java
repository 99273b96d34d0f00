/**
 * Elastic Load Balancing v2: target groups, their health, and the load balancers that forward to them. Enter at
 * {@link dev.pilotlight.twin.service.elb.LoadBalancing}.
 */
@NullMarked
package dev.pilotlight.twin.service.elb;

import org.jspecify.annotations.NullMarked;
