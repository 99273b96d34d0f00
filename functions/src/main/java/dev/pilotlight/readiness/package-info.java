/**
 * Whether a failover would work now: small questions about the world, asked every few minutes while nothing is wrong.
 * They only look. Each of them is a {@link dev.pilotlight.readiness.Check}; {@link dev.pilotlight.readiness.Checks} has
 * them all, {@link dev.pilotlight.readiness.CheckReadiness} asks those of one area, and
 * {@link dev.pilotlight.readiness.ReportReadiness} makes a report of the answers. Enter at the last two.
 */
@NullMarked
package dev.pilotlight.readiness;

import org.jspecify.annotations.NullMarked;
