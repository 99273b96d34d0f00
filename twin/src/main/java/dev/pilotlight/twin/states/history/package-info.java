/**
 * What happened in an execution, as Step Functions records it: {@link dev.pilotlight.twin.states.history.History} is
 * the numbered list of an execution, {@link dev.pilotlight.twin.states.history.Trail} one sequence of states writing to
 * it, {@link dev.pilotlight.twin.states.history.HistoryEvent} one entry.
 */
@NullMarked
package dev.pilotlight.twin.states.history;

import org.jspecify.annotations.NullMarked;
