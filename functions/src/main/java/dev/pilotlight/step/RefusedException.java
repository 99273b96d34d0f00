package dev.pilotlight.step;

import static java.util.Objects.requireNonNull;

/** A guard says no deep inside a step; the step answers with the refusal. Never retried. */
public final class RefusedException extends RuntimeException {
    private final Guard guard;
    private final String remedy;

    /**
     * @param why what was found
     * @param remedy what a person can do about it
     */
    public RefusedException(Guard guard, String why, String remedy) {
        super(requireNonNull(why));
        this.guard = requireNonNull(guard);
        this.remedy = requireNonNull(remedy);
    }

    public Guard guard() {
        return guard;
    }

    /** This refusal as the step's answer. */
    public Outcome.Refused outcome() {
        return new Outcome.Refused(guard, String.valueOf(getMessage()), remedy);
    }
}
