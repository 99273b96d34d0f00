/**
 * EC2 Auto Scaling: groups that keep as many instances as they are told; enter at
 * {@link dev.pilotlight.twin.service.autoscaling.AutoScaling}.
 */
@NullMarked
package dev.pilotlight.twin.service.autoscaling;

import org.jspecify.annotations.NullMarked;
