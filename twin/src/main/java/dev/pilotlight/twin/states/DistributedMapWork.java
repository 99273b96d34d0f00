package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pilotlight.twin.states.history.EventType;
import dev.pilotlight.twin.states.history.History;
import dev.pilotlight.twin.states.history.HistoryListener;
import dev.pilotlight.twin.states.history.Trail;
import dev.pilotlight.twin.states.language.Iteration;
import dev.pilotlight.twin.states.language.Iteration.Distribution;
import dev.pilotlight.twin.states.language.MachineType;
import dev.pilotlight.twin.states.language.State;
import dev.pilotlight.twin.states.query.QueryFailure;
import dev.pilotlight.twin.states.query.Scope;
import dev.pilotlight.twin.states.query.Template;
import dev.pilotlight.twin.states.query.Variables;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Distributed Map: every item, or batch of items, is a child execution with a history and variables of its own. The
 * state fails when more children fail than it tolerates.
 */
final class DistributedMapWork implements Work {
    private static final int MOST_CHILDREN_AT_ONCE = 10_000;

    private final Visit visit;
    private final State.Map state;
    private final Iteration iteration;
    private final Distribution distribution;
    private final Sequence sequence;
    private final Run run;

    DistributedMapWork(Visit visit, State.Map state, Distribution distribution) {
        this.visit = visit;
        this.state = state;
        this.iteration = state.iteration();
        this.distribution = distribution;
        this.sequence = visit.sequence();
        this.run = sequence.run();
    }

    @Override
    public JsonNode attempt() throws QueryFailure, StateFailure, InterruptedException {
        Scope focused = state.flow().focus(visit.scope());
        Trail trail = sequence.trail();
        JsonNode inline = iteration.items() == null ? null : iteration.items().read(focused);
        trail.record(
                EventType.MAP_STATE_STARTED,
                Details.none()
                        .with("length", inline == null ? 0 : inline.size())
                        .build());
        ItemSource source = new ItemSource(visit, distribution, focused);
        FailureTolerance tolerance = FailureTolerance.read(distribution, focused);
        int concurrency = Math.min(MOST_CHILDREN_AT_ONCE, MapWork.concurrency(iteration.maxConcurrency(), focused));
        String label = distribution.label() == null ? run.chance().uuid() : distribution.label();
        String mapRun = arn("mapRun", label, run.chance().uuid());
        trail.record(EventType.MAP_RUN_STARTED, Details.of("mapRunArn", mapRun).build());
        try {
            JsonNode items = inline == null ? source.read() : inline;
            List<JsonNode> inputs = source.batch(select(items, focused));
            ArrayNode results = iterate(inputs, label, concurrency, tolerance);
            JsonNode result = source.write(results, mapRun);
            trail.record(EventType.MAP_RUN_SUCCEEDED);
            trail.record(EventType.MAP_STATE_SUCCEEDED);
            return result;
        } catch (StateFailure e) {
            trail.record(EventType.MAP_RUN_FAILED, Details.none().with(e).build());
            throw e;
        }
    }

    private String arn(String kind, String label, String name) {
        ExecutionIdentity identity = run.identity();
        return "arn:aws:states:" + identity.region() + ":" + identity.account() + ":" + kind + ":"
                + identity.stateMachineName() + "/" + label + ":" + name;
    }

    private List<JsonNode> select(JsonNode items, Scope focused) throws QueryFailure {
        List<JsonNode> selected = new ArrayList<>();
        Template selector = iteration.selector();
        for (JsonNode item : items) {
            selected.add(
                    selector == null ? item : selector.fill(focused.withMapItem(MapWork.item(selected.size(), item))));
        }
        return selected;
    }

    private ArrayNode iterate(List<JsonNode> inputs, String label, int concurrency, FailureTolerance tolerance)
            throws StateFailure, InterruptedException {
        Fork fork = new Fork(run.timeline());
        JsonNode[] outputs = new JsonNode[inputs.size()];
        int launched = 0;
        int ended = 0;
        int failed = 0;
        try {
            while (ended < inputs.size()) {
                while (launched < inputs.size() && launched - ended < concurrency) {
                    launch(fork, launched, inputs.get(launched), label);
                    launched++;
                }
                Fork.Settled settled = fork.next();
                ended++;
                @Nullable JsonNode output = settled.output();
                if (output == null) {
                    failed++;
                    output = settled.requireFailure().output();
                    if (!tolerance.tolerates(failed, inputs.size())) {
                        fork.abandon();
                        throw tolerance.exceeded();
                    }
                }
                outputs[settled.index()] = output;
            }
        } catch (InterruptedException e) {
            fork.abandon();
            throw e;
        }
        return JsonNodeFactory.instance.arrayNode(outputs.length).addAll(List.of(outputs));
    }

    private void launch(Fork fork, int index, JsonNode input, String label) {
        String name = run.chance().uuid();
        ExecutionIdentity identity = new ExecutionIdentity(
                arn("execution", label, name),
                name,
                run.identity().roleArn(),
                run.timeline().now(),
                run.identity().stateMachineArn(),
                run.identity().stateMachineName());
        Run childRun = Run.of(run.timeline(), run.tasks(), run.tokens(), run.chance(), identity, input);
        int limit = distribution.childType() == MachineType.STANDARD ? History.STANDARD_LIMIT : Integer.MAX_VALUE;
        Trail trail = new History(run.timeline()::now, HistoryListener.none(), limit).trail();
        Sequence child = new Sequence(
                        childRun, iteration.processor(), Variables.empty(), trail, null, fork::isAbandoned)
                .with(input);
        fork.launch(index, "child " + index + " of " + state.name(), child::proceed);
    }

    @Override
    public void givenUp() {
        sequence.trail().record(EventType.MAP_STATE_FAILED);
    }
}
