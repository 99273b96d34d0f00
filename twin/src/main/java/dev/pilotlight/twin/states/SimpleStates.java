package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.states.language.State;
import dev.pilotlight.twin.states.language.TextField;
import dev.pilotlight.twin.states.query.QueryFailure;
import dev.pilotlight.twin.states.query.Scope;
import dev.pilotlight.twin.time.Timeline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The states that need nobody else: Pass, Choice, Wait, Succeed, Fail. */
final class SimpleStates {

    /** What the service says of a choice without a match, under {@code States.Runtime}. */
    private static final String NO_WAY_ON =
            "Failed to transition out of the state. The state does not point to a next state.";

    private SimpleStates() {}

    static Step pass(Visit visit, State.Pass pass) throws StateFailure {
        Scope scope = visit.scope();
        JsonNode work;
        try {
            work = pass.flow().arguments(pass.flow().focus(scope));
        } catch (QueryFailure e) {
            throw visit.failure(e);
        }
        return Step.leave(visit, pass.flow(), scope, work, pass.header().next());
    }

    static Step choose(Visit visit, State.Choice choice) throws StateFailure {
        Scope scope = visit.scope();
        try {
            Scope focused = choice.flow().focus(scope);
            for (State.Rule rule : choice.rules()) {
                if (rule.condition().holds(focused)) {
                    return Step.leave(visit, rule.flow(), scope, focused.input(), rule.next());
                }
            }
            if (choice.otherwise() == null) {
                throw QueryFailure.ofRuntime(NO_WAY_ON);
            }
            return Step.leave(visit, choice.flow(), scope, focused.input(), choice.otherwise());
        } catch (QueryFailure e) {
            throw visit.failure(e);
        }
    }

    static Step await(Visit visit, State.Wait wait) throws StateFailure, InterruptedException {
        Timeline timeline = visit.sequence().run().timeline();
        Scope scope = visit.scope();
        JsonNode focus;
        Duration delay;
        try {
            Scope focused = wait.flow().focus(scope);
            focus = focused.input();
            delay = wait.delay().from(timeline.now(), focused);
        } catch (QueryFailure e) {
            throw visit.failure(e);
        }
        timeline.sleep(delay);
        return Step.leave(visit, wait.flow(), scope, focus, wait.header().next());
    }

    static Step succeed(Visit visit, State.Succeed succeed) throws StateFailure {
        Scope scope = visit.scope();
        try {
            JsonNode focus = succeed.flow().focus(scope).input();
            return Step.leave(visit, succeed.flow(), scope, focus, null);
        } catch (QueryFailure e) {
            throw visit.failure(e);
        }
    }

    static StateFailure fail(Visit visit, State.Fail fail) {
        try {
            Scope focused = fail.flow().focus(visit.scope());
            return StateFailure.of(read(fail.error(), focused), read(fail.cause(), focused));
        } catch (QueryFailure e) {
            return visit.failure(e);
        }
    }

    private static @Nullable String read(@Nullable TextField field, Scope scope) throws QueryFailure {
        return field == null ? null : field.read(scope);
    }
}
