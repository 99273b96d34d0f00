/**
 * Lambda: runs handlers as tasks of the twin. Enter at {@link dev.pilotlight.twin.service.lambda.Functions}. A function
 * that a state machine no longer waits for runs on, as on AWS, until it ends or reaches its own timeout.
 */
@NullMarked
package dev.pilotlight.twin.service.lambda;

import org.jspecify.annotations.NullMarked;
