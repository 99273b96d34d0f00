/**
 * What a step is: a reconciler that reads the world, makes at most one kind of change and answers at once with an
 * {@link dev.pilotlight.step.Outcome}. It never sleeps and remembers nothing between calls; waiting belongs to the
 * state machine. Enter at {@link dev.pilotlight.step.Outcome} and {@link dev.pilotlight.step.Guard}.
 *
 * <p>Exceptions are named for what the state machine does about them: {@code Retryable...} is tried again,
 * {@code Refused...} becomes a refusal, {@code Broken...} ends the run; its definition names these very classes.
 */
@NullMarked
package dev.pilotlight.step;

import org.jspecify.annotations.NullMarked;
