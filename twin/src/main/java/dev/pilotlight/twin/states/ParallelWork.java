package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pilotlight.twin.states.history.EventType;
import dev.pilotlight.twin.states.language.State;
import dev.pilotlight.twin.states.language.StateGraph;
import dev.pilotlight.twin.states.query.QueryFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The branches of a Parallel state. When one fails, the others go no further; after a redrive, those that had not
 * succeeded go on.
 */
final class ParallelWork implements Work {
    private final Visit visit;
    private final State.Parallel state;
    private final Sequence sequence;
    private final List<Sequence> branches = new ArrayList<>();
    private @Nullable JsonNode[] outputs = {};
    private boolean redriven;

    ParallelWork(Visit visit, State.Parallel state) {
        this.visit = visit;
        this.state = state;
        this.sequence = visit.sequence();
    }

    @Override
    public JsonNode attempt() throws QueryFailure, StateFailure, InterruptedException {
        Fork fork = new Fork(sequence.run().timeline());
        if (redriven && missing() > 0) {
            branches.forEach(branch -> branch.redrive(fork::isAbandoned, sequence.trail()));
        } else {
            begin(fork);
        }
        redriven = false;
        for (int i = 0; i < outputs.length; i++) {
            if (outputs[i] == null) {
                fork.launch(i, state.name() + " / " + state.branches().get(i).startAt(), branches.get(i)::proceed);
            }
        }
        ArrayNode result = join(fork);
        sequence.trail().record(EventType.PARALLEL_STATE_SUCCEEDED);
        return result;
    }

    private void begin(Fork fork) throws QueryFailure {
        JsonNode input = state.flow().arguments(state.flow().focus(visit.scope()));
        sequence.trail().record(EventType.PARALLEL_STATE_STARTED);
        branches.clear();
        for (StateGraph graph : state.branches()) {
            branches.add(sequence.branch(graph, null, fork::isAbandoned).with(input));
        }
        outputs = new JsonNode[branches.size()];
    }

    private int missing() {
        return (int) Arrays.stream(outputs).filter(Objects::isNull).count();
    }

    @Override
    public void redrive() {
        redriven = true;
    }

    private ArrayNode join(Fork fork) throws StateFailure, InterruptedException {
        try {
            for (int left = missing(); left > 0; left--) {
                Fork.Settled settled = fork.next();
                sequence.trail().follow(branches.get(settled.index()).trail());
                @Nullable JsonNode output = settled.output();
                if (output == null) {
                    fork.abandon();
                    branches.forEach(Sequence::recordAborted);
                    throw settled.requireFailure();
                }
                outputs[settled.index()] = output;
            }
        } catch (InterruptedException e) {
            fork.abandon();
            throw e;
        }
        return JsonNodeFactory.instance.arrayNode(outputs.length).addAll(Arrays.asList(outputs));
    }

    @Override
    public void givenUp() {
        sequence.trail().record(EventType.PARALLEL_STATE_FAILED);
    }
}
