package dev.pilotlight.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.plan.PlanName;
import java.util.List;
import java.util.Optional;

/** The plans of this deployment: documents of which every version is kept. */
public interface Plans {

    /** The names of all plans, in alphabetical order. */
    List<PlanName> names();

    /** The newest version of a plan. */
    Optional<Stored> newest(PlanName plan);

    /** One version of a plan, as it was pinned. */
    Optional<Stored> version(PlanName plan, String version);

    /**
     * A document as it is stored; it need not be a valid plan.
     *
     * @param version names exactly this document for ever
     */
    record Stored(String version, JsonNode document) {}
}
