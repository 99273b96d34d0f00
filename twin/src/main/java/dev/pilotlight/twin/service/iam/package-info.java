/** Identity and Access Management, for reading. Enter at {@link dev.pilotlight.twin.service.iam.Iam}. */
@NullMarked
package dev.pilotlight.twin.service.iam;

import org.jspecify.annotations.NullMarked;
