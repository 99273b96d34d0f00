/** Key Management Service: keys and whether they can be used. Enter at {@link dev.pilotlight.twin.service.kms.Kms}. */
@NullMarked
package dev.pilotlight.twin.service.kms;

import org.jspecify.annotations.NullMarked;
