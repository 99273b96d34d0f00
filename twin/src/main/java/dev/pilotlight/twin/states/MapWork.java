package dev.pilotlight.twin.states;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.twin.states.history.EventType;
import dev.pilotlight.twin.states.language.Iteration;
import dev.pilotlight.twin.states.language.NumberField;
import dev.pilotlight.twin.states.language.State;
import dev.pilotlight.twin.states.query.QueryFailure;
import dev.pilotlight.twin.states.query.Scope;
import dev.pilotlight.twin.states.query.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The iterations of an inline Map state. When one fails, the others go no further. */
final class MapWork implements Work {
    private final Visit visit;
    private final State.Map state;
    private final Iteration iteration;
    private final Sequence sequence;

    private MapWork(Visit visit, State.Map state) {
        this.visit = visit;
        this.state = state;
        this.iteration = state.iteration();
        this.sequence = visit.sequence();
    }

    static Work of(Visit visit, State.Map state) {
        Iteration.Distribution distribution = state.iteration().distributed();
        return distribution == null ? new MapWork(visit, state) : new DistributedMapWork(visit, state, distribution);
    }

    @Override
    public JsonNode attempt() throws QueryFailure, StateFailure, InterruptedException {
        Scope focused = state.flow().focus(visit.scope());
        JsonNode items =
                requireNonNull(iteration.items(), "an inline map has items").read(focused);
        int concurrency = concurrency(iteration.maxConcurrency(), focused);
        sequence.trail()
                .record(
                        EventType.MAP_STATE_STARTED,
                        Details.none().with("length", items.size()).build());
        JsonNode result = iterate(items, focused, concurrency);
        sequence.trail().record(EventType.MAP_STATE_SUCCEEDED);
        return result;
    }

    /** How many iterations may run at once. */
    static int concurrency(@Nullable NumberField field, Scope scope) throws QueryFailure {
        long limit = field == null ? 0 : field.readWhole(scope);
        return limit <= 0 || limit > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) limit;
    }

    private JsonNode iterate(JsonNode items, Scope focused, int concurrency)
            throws QueryFailure, StateFailure, InterruptedException {
        Fork fork = new Fork(sequence.run().timeline());
        List<Sequence> iterations = new ArrayList<>();
        JsonNode[] outputs = new JsonNode[items.size()];
        try {
            int running = 0;
            while (iterations.size() < items.size() || running > 0) {
                while (iterations.size() < items.size() && running < concurrency) {
                    iterations.add(launch(fork, iterations.size(), items, focused));
                    running++;
                }
                Fork.Settled settled = fork.next();
                running--;
                Sequence ended = iterations.get(settled.index());
                @Nullable JsonNode output = settled.output();
                if (output == null) {
                    fork.abandon();
                    recordFailure(iterations, settled.index());
                    sequence.trail().follow(ended.trail());
                    throw settled.requireFailure();
                }
                sequence.trail().follow(ended.trail());
                outputs[settled.index()] = output;
            }
        } catch (InterruptedException | QueryFailure e) {
            fork.abandon();
            throw e;
        }
        return JsonNodeFactory.instance.arrayNode(outputs.length).addAll(List.of(outputs));
    }

    private Sequence launch(Fork fork, int index, JsonNode items, Scope focused) throws QueryFailure {
        JsonNode value = items.get(index);
        ObjectNode item = item(index, value);
        JsonNode input = select(iteration.selector(), value, item, focused);
        Sequence one = sequence.branch(iteration.processor(), item, fork::isAbandoned);
        one.trail().record(EventType.MAP_ITERATION_STARTED, indexed(index));
        fork.launch(index, state.name() + " / " + index, () -> {
            JsonNode output = one.run(input);
            one.trail().record(EventType.MAP_ITERATION_SUCCEEDED, indexed(index));
            return output;
        });
        return one;
    }

    /** What the context object shows of an item. */
    static ObjectNode item(int index, JsonNode value) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        item.put("Index", index);
        item.set("Value", value);
        return item;
    }

    /** What an iteration gets: its item, or what the selector makes of it. */
    private static JsonNode select(@Nullable Template selector, JsonNode value, ObjectNode item, Scope focused)
            throws QueryFailure {
        if (selector == null) {
            return value;
        }
        return selector.fill(focused.withMapItem(item));
    }

    private void recordFailure(List<Sequence> iterations, int failed) {
        for (int i = 0; i < iterations.size(); i++) {
            Sequence one = iterations.get(i);
            if (i == failed) {
                one.trail().record(EventType.MAP_ITERATION_FAILED, indexed(i));
            } else if (one.isOpen()) {
                one.trail().record(EventType.MAP_ITERATION_ABORTED, indexed(i));
            }
            one.recordAborted();
        }
    }

    private Map<String, JsonNode> indexed(int index) {
        return Details.of("name", state.name()).with("index", index).build();
    }

    @Override
    public void givenUp() {
        sequence.trail().record(EventType.MAP_STATE_FAILED);
    }
}
