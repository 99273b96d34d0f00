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

    /**
     * An end.
     *
     * @param verdict one of the four
     * @param joined whether it left everything to another run of the plan
     */
    record End(String verdict, boolean joined) {}
}
