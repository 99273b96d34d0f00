package dev.pilotlight.twin.states;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.states.history.EventType;
import dev.pilotlight.twin.states.history.History;
import dev.pilotlight.twin.states.history.HistoryListener;
import dev.pilotlight.twin.states.history.Trail;
import dev.pilotlight.twin.states.language.Iteration;
import dev.pilotlight.twin.states.language.Iteration.Distribution;
import dev.pilotlight.twin.states.language.Iteration.ItemBatcher;
import dev.pilotlight.twin.states.language.Iteration.ItemReader;
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
        ItemReader reader = distribution.reader();
        Storage storage = new Storage(visit);
        ItemSource source = reader == null ? null : new ItemSource(storage, reader, focused);
        ItemBatcher batcher = distribution.batcher();
        Batches batches = batcher == null ? null : new Batches(batcher, focused);
        FailureTolerance tolerance = FailureTolerance.read(distribution, focused);
        int concurrency = Math.min(MOST_CHILDREN_AT_ONCE, MapWork.concurrency(iteration.maxConcurrency(), focused));
        String label = distribution.label() == null ? run.chance().uuid() : distribution.label();
        String mapRun = arn("mapRun", label, run.chance().uuid());
        trail.record(EventType.MAP_RUN_STARTED, Details.of("mapRunArn", mapRun).build());
        try {
            List<JsonNode> inputs = select(source == null ? given(inline) : source.read(), focused);
            List<Child> children =
                    iterate(batches == null ? inputs : batches.of(inputs), label, concurrency, tolerance);
            JsonNode result = new Results(storage, distribution.writer(), focused).of(children, mapRun);
            trail.record(EventType.MAP_RUN_SUCCEEDED);
            trail.record(EventType.MAP_STATE_SUCCEEDED);
            return result;
        } catch (StateFailure e) {
            trail.record(EventType.MAP_RUN_FAILED, Details.none().with(e).build());
            throw e;
        }
    }

    private static List<Item> given(@Nullable JsonNode items) {
        List<Item> given = new ArrayList<>();
        if (items != null) {
            items.forEach(item -> given.add(new Item(item, Item.STATE_DATA)));
        }
        return given;
    }

    private String arn(String kind, String label, String name) {
        ExecutionIdentity identity = run.identity();
        return "arn:aws:states:" + identity.region() + ":" + identity.account() + ":" + kind + ":"
                + identity.stateMachineName() + "/" + label + ":" + name;
    }

    private List<JsonNode> select(List<Item> items, Scope focused) throws QueryFailure {
        List<JsonNode> selected = new ArrayList<>();
        Template selector = iteration.selector();
        for (Item item : items) {
            selected.add(
                    selector == null ? item.value() : selector.fill(focused.withMapItem(item.shown(selected.size()))));
        }
        return selected;
    }

    private List<Child> iterate(List<JsonNode> inputs, String label, int concurrency, FailureTolerance tolerance)
            throws StateFailure, InterruptedException {
        Fork fork = new Fork(run.timeline());
        Child[] children = new Child[inputs.size()];
        List<ExecutionIdentity> identities = new ArrayList<>();
        int ended = 0;
        int failed = 0;
        try {
            while (ended < inputs.size()) {
                while (identities.size() < inputs.size() && identities.size() - ended < concurrency) {
                    int index = identities.size();
                    ExecutionIdentity identity = identity(label);
                    identities.add(identity);
                    launch(fork, index, inputs.get(index), identity);
                }
                Fork.Settled settled = fork.next();
                ended++;
                int index = settled.index();
                JsonNode output = settled.output();
                StateFailure failure = settled.failure();
                failed += output == null ? 1 : 0;
                if (output == null && !tolerance.tolerates(failed, inputs.size())) {
                    fork.abandon();
                    throw tolerance.exceeded();
                }
                children[index] = new Child(
                        identities.get(index),
                        inputs.get(index),
                        output == null ? settled.requireFailure().output() : output,
                        failure,
                        run.timeline().now());
            }
        } catch (InterruptedException e) {
            fork.abandon();
            throw e;
        }
        return List.of(children);
    }

    private ExecutionIdentity identity(String label) {
        String name = run.chance().uuid();
        return new ExecutionIdentity(
                arn("execution", label, name),
                name,
                run.identity().roleArn(),
                run.timeline().now(),
                run.identity().stateMachineArn(),
                run.identity().stateMachineName());
    }

    private void launch(Fork fork, int index, JsonNode input, ExecutionIdentity identity) {
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
