package dev.pilotlight.readiness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.plan.PlanName;
import java.util.Optional;

/** The newest report of each plan; the bucket keeps the older ones. */
interface ReadinessStore {
    Optional<ObjectNode> newest(PlanName plan);

    void store(PlanName plan, ObjectNode report);
}
