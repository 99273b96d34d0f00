package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.rehearsal.invariants.Invariant;
import dev.pilotlight.rehearsal.invariants.Invariants;
import dev.pilotlight.rehearsal.invariants.Policies;
import java.util.List;
import java.util.Optional;

/** What a machine is for: that decides what has to be there before it, what can befall it, and what it is judged by. */
enum Purpose {
    /** Brings the application up in the recovery Region. */
    FAILOVER,
    /** Gets ready for that, or tries it out; visitors notice nothing. */
    PREPARATION,
    /** Brings the application home, after a failover. */
    HOMECOMING,
    /** Deletes what was kept of the old primary, after a way home. */
    RETIREMENT;

    boolean movesVisitors() {
        return this == FAILOVER || this == HOMECOMING;
    }

    /** Whether there was a failover before, which is no part of what is tried; then a person is there who answers. */
    boolean followsAFailover() {
        return this == HOMECOMING || this == RETIREMENT;
    }

    /**
     * Whether whoever takes the plan over takes it from such a machine, and has it until a run of its own has ended.
     */
    boolean givesWay() {
        return this == RETIREMENT || whenGivenUp().isPresent();
    }

    /** What is begun and judged in its place when a person gives it up; empty where nobody can. */
    Optional<Purpose> whenGivenUp() {
        return this == HOMECOMING ? Optional.of(FAILOVER) : Optional.empty();
    }

    /** What must hold in every performance, made anew for each. */
    List<Invariant> invariants(Policies policies) {
        return switch (this) {
            case FAILOVER -> Invariants.all(policies, true);
            case PREPARATION -> Invariants.all(policies, false);
            case HOMECOMING -> Invariants.onTheWayHome(policies);
            case RETIREMENT -> Invariants.ofOldData(policies);
        };
    }
}
