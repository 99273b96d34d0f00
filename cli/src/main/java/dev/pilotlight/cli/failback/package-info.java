/**
 * {@code pilotlight failback}: the way home in virtual time, and what it changed for whoever describes the databases as
 * code. Enter at {@link dev.pilotlight.cli.failback.FailbackCommand}.
 */
@NullMarked
package dev.pilotlight.cli.failback;

import org.jspecify.annotations.NullMarked;
