/**
 * Letting runs go on: {@code pilotlight resume} and {@code pilotlight takeover} start executions of the failover
 * machine with the SDK, in an account or in a twin. Enter at {@link dev.pilotlight.cli.runs.ResumeCommand}.
 */
@NullMarked
package dev.pilotlight.cli.runs;

import org.jspecify.annotations.NullMarked;
