package dev.pilotlight.step;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/** A guard says no deep inside a step; the step answers with the refusal. Never retried. */
public final class RefusedException extends RuntimeException {
    private final Outcome.Refused refusal;

    /**
     * @param why what was found
     * @param remedy what a person can do about it
     */
    public RefusedException(Guard guard, String why, String remedy) {
        this(guard, why, remedy, Map.of());
    }

    /**
     * @param why what was found
     * @param remedy what a person can do about it
     * @param facts what programs read beside that
     */
    public RefusedException(Guard guard, String why, String remedy, Map<String, Object> facts) {
        super(requireNonNull(why));
        this.refusal = new Outcome.Refused(guard, why, remedy, facts);
    }

    public Guard guard() {
        return refusal.guard();
    }

    /** This refusal as the step's answer. */
    public Outcome.Refused outcome() {
        return refusal;
    }
}
