/** Systems Manager's parameter store; enter at {@link dev.pilotlight.twin.service.ssm.SsmService}. */
@NullMarked
package dev.pilotlight.twin.service.ssm;

import org.jspecify.annotations.NullMarked;
