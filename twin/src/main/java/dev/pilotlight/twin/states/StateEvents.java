package dev.pilotlight.twin.states;

import dev.pilotlight.twin.states.history.EventType;
import dev.pilotlight.twin.states.language.State;
import java.util.Optional;

/** Which events tell of a state. */
final class StateEvents {

    private StateEvents() {}

    static EventType entered(State state) {
        return switch (state) {
            case State.Pass pass -> EventType.PASS_STATE_ENTERED;
            case State.Task task -> EventType.TASK_STATE_ENTERED;
            case State.Choice choice -> EventType.CHOICE_STATE_ENTERED;
            case State.Wait wait -> EventType.WAIT_STATE_ENTERED;
            case State.Parallel parallel -> EventType.PARALLEL_STATE_ENTERED;
            case State.Map map -> EventType.MAP_STATE_ENTERED;
            case State.Succeed succeed -> EventType.SUCCEED_STATE_ENTERED;
            case State.Fail fail -> EventType.FAIL_STATE_ENTERED;
        };
    }

    static EventType exited(State state) {
        return switch (state) {
            case State.Pass pass -> EventType.PASS_STATE_EXITED;
            case State.Task task -> EventType.TASK_STATE_EXITED;
            case State.Choice choice -> EventType.CHOICE_STATE_EXITED;
            case State.Wait wait -> EventType.WAIT_STATE_EXITED;
            case State.Parallel parallel -> EventType.PARALLEL_STATE_EXITED;
            case State.Map map -> EventType.MAP_STATE_EXITED;
            case State.Succeed succeed -> EventType.SUCCEED_STATE_EXITED;
            case State.Fail fail -> throw new IllegalStateException("nobody leaves the Fail state " + fail.name());
        };
    }

    /** The event for a state that a failing sibling interrupts; empty for states that take no time. */
    static Optional<EventType> aborted(State state) {
        return switch (state) {
            case State.Task task -> Optional.of(EventType.TASK_STATE_ABORTED);
            case State.Wait wait -> Optional.of(EventType.WAIT_STATE_ABORTED);
            case State.Parallel parallel -> Optional.of(EventType.PARALLEL_STATE_ABORTED);
            case State.Map map -> Optional.of(EventType.MAP_STATE_ABORTED);
            case State.Pass pass -> Optional.empty();
            case State.Choice choice -> Optional.empty();
            case State.Succeed succeed -> Optional.empty();
            case State.Fail fail -> Optional.empty();
        };
    }
}
