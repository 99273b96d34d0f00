package dev.pilotlight.evacuation;

import dev.pilotlight.plan.PlanName;
import java.util.Optional;

/** Executions of the failover machine. */
interface Failovers {

    /**
     * Starts the failover of a plan whose outage a person has declared. The same name starts it once.
     *
     * @return the execution's ARN
     */
    String start(String name, PlanName plan, String reason);

    /** How it ended; empty while it goes on. */
    Optional<End> end(String execution);

    /** The failover of this name; empty when there is none, because some other machine has the plan. */
    Optional<String> named(String name);

    /**
     * An end.
     *
     * @param verdict one of the four, or {@code CONTINUED} where another execution goes on with the run
     * @param joined whether it left everything to another run of the plan
     * @param otherRun the name of that run's execution, or empty
     */
    record End(String verdict, boolean joined, String otherRun) {}
}
