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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The iterations of an inline Map state. When one fails, the others go no further; after a redrive, those that had not
 * succeeded go on.
 */
final class MapWork implements Work {
    private final Visit visit;
    private final State.Map state;
    private final Iteration iteration;
    private final Sequence sequence;
    private final List<Sequence> iterations = new ArrayList<>();
    private @Nullable JsonNode[] outputs = {};
    private boolean redriven;

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
        if (!redriven || missing() == 0) {
            iterations.clear();
            outputs = new JsonNode[items.size()];
            sequence.trail()
                    .record(
                            EventType.MAP_STATE_STARTED,
                            Details.none().with("length", items.size()).build());
        }
        redriven = false;
        JsonNode result = iterate(items, focused, concurrency);
        sequence.trail().record(EventType.MAP_STATE_SUCCEEDED);
        return result;
    }

    private int missing() {
        return (int) Arrays.stream(outputs).filter(Objects::isNull).count();
    }

    @Override
    public void redrive() {
        redriven = true;
    }

    /** How many iterations may run at once. */
    static int concurrency(@Nullable NumberField field, Scope scope) throws QueryFailure {
        long limit = field == null ? 0 : field.readWhole(scope);
        if (field != null && limit < 0) {
            throw field.outOfRange("Expected non-negative integer for MaxConcurrency, got '" + limit + "' instead.");
        }
        return limit == 0 || limit > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) limit;
    }

    private JsonNode iterate(JsonNode items, Scope focused, int concurrency)
            throws QueryFailure, StateFailure, InterruptedException {
        Fork fork = new Fork(sequence.run().timeline());
        int next = 0;
        int running = 0;
        try {
            while (next < items.size() || running > 0) {
                while (next < items.size() && running < concurrency) {
                    if (outputs[next] == null) {
                        launch(fork, next, items, focused);
                        running++;
                    }
                    next++;
                }
                if (running == 0) {
                    break;
                }
                Fork.Settled settled = fork.next();
                running--;
                Sequence ended = iterations.get(settled.index());
                @Nullable JsonNode output = settled.output();
                if (output == null) {
                    fork.abandon();
                    recordFailure(settled.index());
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
        return JsonNodeFactory.instance.arrayNode(outputs.length).addAll(Arrays.asList(outputs));
    }

    private void launch(Fork fork, int index, JsonNode items, Scope focused) throws QueryFailure {
        Sequence one = iteration(fork, index, items.get(index), focused);
        fork.launch(index, state.name() + " / " + index, () -> {
            JsonNode output = one.proceed();
            one.trail().record(EventType.MAP_ITERATION_SUCCEEDED, indexed(index));
            return output;
        });
    }

    private Sequence iteration(Fork fork, int index, JsonNode value, Scope focused) throws QueryFailure {
        if (index < iterations.size()) {
            Sequence begun = iterations.get(index);
            begun.redrive(fork::isAbandoned, sequence.trail());
            return begun;
        }
        ObjectNode item = new Item(value, Item.STATE_DATA).shown(index);
        JsonNode input = select(iteration.selector(), value, item, focused);
        Sequence one =
                sequence.branch(iteration.processor(), item, fork::isAbandoned).with(input);
        one.trail().record(EventType.MAP_ITERATION_STARTED, indexed(index));
        iterations.add(one);
        return one;
    }

    /** What an iteration gets: its item, or what the selector makes of it. */
    private static JsonNode select(@Nullable Template selector, JsonNode value, ObjectNode item, Scope focused)
            throws QueryFailure {
        if (selector == null) {
            return value;
        }
        return selector.fill(focused.withMapItem(item));
    }

    private void recordFailure(int failed) {
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
