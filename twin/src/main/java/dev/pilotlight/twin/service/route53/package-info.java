/**
 * Route 53: names, failover records and health checks. {@link dev.pilotlight.twin.service.route53.Route53Service} is
 * the entry; behind it stand the zones ({@code Zones}), the answers ({@code Resolver}), the health checks
 * ({@code HealthChecks}) and those who carry them out ({@code HealthCheckers}).
 */
@NullMarked
package dev.pilotlight.twin.service.route53;

import org.jspecify.annotations.NullMarked;
