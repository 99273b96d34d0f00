package dev.pilotlight.twin.states.jsonata;

/** Which fields of {@code $states} a query sees besides {@code input} and {@code context}, by where it stands. */
public enum Sight {
    /** None: the state has not worked yet, or never works. */
    NOTHING(""),
    /** {@code result}: Output and Assign of a Task, Parallel or Map. */
    RESULT("result"),
    /** {@code errorOutput}: Output and Assign of a catcher. */
    ERROR("errorOutput");

    private final String field;

    Sight(String field) {
        this.field = field;
    }

    boolean covers(String asked) {
        return field.equals(asked);
    }
}
