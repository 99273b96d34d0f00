/** Service Quotas: how much an account may have. Enter at {@link dev.pilotlight.twin.service.quotas.ServiceQuotas}. */
@NullMarked
package dev.pilotlight.twin.service.quotas;

import org.jspecify.annotations.NullMarked;
