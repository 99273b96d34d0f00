/** The notification service; enter at {@link dev.pilotlight.twin.service.sns.SnsService}. */
@NullMarked
package dev.pilotlight.twin.service.sns;

import org.jspecify.annotations.NullMarked;
