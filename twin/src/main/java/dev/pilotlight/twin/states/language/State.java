package dev.pilotlight.twin.states.language;

import dev.pilotlight.twin.states.query.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A state, with everything in it compiled. The eight kinds are those of the specification. */
public sealed interface State {

    Header header();

    /**
     * What every state has.
     *
     * @param name its name in the definition
     * @param next the state that follows, or null when it ends its sequence (or decides itself)
     */
    record Header(
            String name, QueryLanguage language, @Nullable String next) {}

    /** Hands its input on, or something computed from it. */
    record Pass(Header header, Flow flow) implements State {}

    /** Lets somebody else do work. */
    record Task(
            Header header,
            Resource resource,
            Flow flow,
            @Nullable NumberField timeout,
            @Nullable NumberField heartbeat,
            @Nullable Template credentials,
            ErrorHandling handling)
            implements State {}

    /** Goes one of several ways. */
    record Choice(Header header, List<Rule> rules, @Nullable String otherwise, Flow flow) implements State {}

    /** One way of a choice. */
    record Rule(Condition condition, String next, Flow flow) {}

    /** Lets time pass. */
    record Wait(Header header, Delay delay, Flow flow) implements State {}

    /** Runs several sequences at once and waits for all. */
    record Parallel(Header header, List<StateGraph> branches, Flow flow, ErrorHandling handling) implements State {}

    /** Runs one sequence for every item. */
    record Map(Header header, Iteration iteration, Flow flow, ErrorHandling handling) implements State {}

    /** Ends its sequence well. */
    record Succeed(Header header, Flow flow) implements State {}

    /** Ends the execution with an error; error and cause may be absent. */
    record Fail(
            Header header,
            @Nullable TextField error,
            @Nullable TextField cause,
            Flow flow) implements State {}

    default String name() {
        return header().name();
    }

    /** The kind of state, as the definition and the names of events spell it. */
    default String type() {
        return switch (this) {
            case Pass pass -> "Pass";
            case Task task -> "Task";
            case Choice choice -> "Choice";
            case Wait wait -> "Wait";
            case Parallel parallel -> "Parallel";
            case Map map -> "Map";
            case Succeed succeed -> "Succeed";
            case Fail fail -> "Fail";
        };
    }
}
