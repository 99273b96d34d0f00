/**
 * Amazon EC2: instances, AMIs and the network they stand in. {@link dev.pilotlight.twin.service.ec2.Ec2Service} is the
 * entry; it seeds the world and answers questions about it from the twin's side. Real machines or modelled ones stand
 * behind {@link dev.pilotlight.twin.service.ec2.Hypervisor}. Nothing happens in the background: what a describe says is
 * a function of the moment and of what was recorded.
 */
@NullMarked
package dev.pilotlight.twin.service.ec2;

import org.jspecify.annotations.NullMarked;
