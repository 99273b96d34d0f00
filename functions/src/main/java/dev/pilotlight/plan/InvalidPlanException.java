package dev.pilotlight.plan;

import java.util.List;
import java.util.stream.Collectors;

/** A document is not a plan; it says everything that is wrong with it at once. */
public final class InvalidPlanException extends RuntimeException {
    private final transient List<Problem> problems;

    public InvalidPlanException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** In the order of the document. */
    public List<Problem> problems() {
        return problems;
    }
}
