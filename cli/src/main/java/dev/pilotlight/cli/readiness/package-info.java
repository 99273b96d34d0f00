/**
 * {@code pilotlight readiness}: the readiness machine on the twin. Enter at
 * {@link dev.pilotlight.cli.readiness.ReadinessCommand}.
 */
@NullMarked
package dev.pilotlight.cli.readiness;

import org.jspecify.annotations.NullMarked;
