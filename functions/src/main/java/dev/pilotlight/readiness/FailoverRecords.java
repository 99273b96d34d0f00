package dev.pilotlight.readiness;

import dev.pilotlight.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The DNS records that lead visitors to one Region or the other. */
interface FailoverRecords {

    /** Those of the hosted zones in which the hosts of a plan's sites lie; empty when their zones are elsewhere. */
    List<FailoverRecord> of(Plan plan);

    /**
     * One record.
     *
     * @param name like {@code www.shop.example.}
     * @param primary whether it leads to the primary Region
     * @param seconds how long resolvers remember it; empty for an alias, which has no time to live of its own
     * @param healthCheck the id of the health check that decides whether it is answered
     */
    record FailoverRecord(String name, boolean primary, OptionalLong seconds, Optional<String> healthCheck) {}
}
