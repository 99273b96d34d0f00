package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pilotlight.twin.states.history.EventType;
import dev.pilotlight.twin.states.language.State;
import dev.pilotlight.twin.states.language.StateGraph;
import dev.pilotlight.twin.states.query.QueryFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The branches of a Parallel state. When one fails, the others go no further. */
final class ParallelWork implements Work {
    private final Visit visit;
    private final State.Parallel state;
    private final Sequence sequence;

    ParallelWork(Visit visit, State.Parallel state) {
        this.visit = visit;
        this.state = state;
        this.sequence = visit.sequence();
    }

    @Override
    public JsonNode attempt() throws QueryFailure, StateFailure, InterruptedException {
        JsonNode input = state.flow().arguments(state.flow().focus(visit.scope()));
        sequence.trail().record(EventType.PARALLEL_STATE_STARTED);
        Fork fork = new Fork(sequence.run().timeline());
        List<Sequence> branches = new ArrayList<>();
        for (StateGraph graph : state.branches()) {
            Sequence branch = sequence.branch(graph, null, fork::isAbandoned);
            fork.launch(branches.size(), state.name() + " / " + graph.startAt(), () -> branch.run(input));
            branches.add(branch);
        }
        ArrayNode result = join(fork, branches);
        sequence.trail().record(EventType.PARALLEL_STATE_SUCCEEDED);
        return result;
    }

    private ArrayNode join(Fork fork, List<Sequence> branches) throws StateFailure, InterruptedException {
        JsonNode[] outputs = new JsonNode[branches.size()];
        try {
            for (int i = 0; i < outputs.length; i++) {
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
        return JsonNodeFactory.instance.arrayNode(outputs.length).addAll(List.of(outputs));
    }

    @Override
    public void givenUp() {
        sequence.trail().record(EventType.PARALLEL_STATE_FAILED);
    }
}
