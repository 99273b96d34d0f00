/**
 * Step Functions as its clients see it: machines, executions, histories, task tokens. Enter at
 * {@link dev.pilotlight.twin.service.stepfunctions.StepFunctions}; what a machine means is up to
 * {@link dev.pilotlight.twin.states.Interpreter}.
 */
@NullMarked
package dev.pilotlight.twin.service.stepfunctions;

import org.jspecify.annotations.NullMarked;
