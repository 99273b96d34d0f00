/**
 * The way in from Lambda and the way out to AWS. {@link dev.pilotlight.aws.StepFunction} turns JSON into records, a
 * step's outcome into JSON, and exceptions into the ones the state machine names;
 * {@link dev.pilotlight.aws.Surroundings} is the composition root, the only reader of clock and environment. Enter at
 * those two.
 */
@NullMarked
package dev.pilotlight.aws;

import org.jspecify.annotations.NullMarked;
