/**
 * {@code pilotlight twin}: two modelled AWS Regions on a loopback port. Enter at
 * {@link dev.pilotlight.cli.twin.TwinCommand}.
 */
@NullMarked
package dev.pilotlight.cli.twin;

import org.jspecify.annotations.NullMarked;
