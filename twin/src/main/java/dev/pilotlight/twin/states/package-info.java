/**
 * The Amazon States Language interpreter: the state machines of AWS Step Functions, run on a
 * {@link dev.pilotlight.twin.time.Timeline}. {@link dev.pilotlight.twin.states.Interpreter} starts executions of a
 * {@link dev.pilotlight.twin.states.language.StateMachineDefinition}; whatever a Task asks for goes through the
 * {@link dev.pilotlight.twin.states.TaskRunner}. It knows nothing of any service.
 */
@NullMarked
package dev.pilotlight.twin.states;

import org.jspecify.annotations.NullMarked;
