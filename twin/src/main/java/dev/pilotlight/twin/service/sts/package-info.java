/** Security Token Service: who calls. Enter at {@link dev.pilotlight.twin.service.sts.Sts}. */
@NullMarked
package dev.pilotlight.twin.service.sts;

import org.jspecify.annotations.NullMarked;
