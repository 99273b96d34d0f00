package dev.pilotlight.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.plan.InvalidPlanException;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanReader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Plans that were read before. A run sends the same document with every call, and to read and digest it takes longer
 * than most steps do. Serves several calls at once.
 */
public final class KnownPlans {
    private static final int MOST = 20;

    private final ConcurrentMap<JsonNode, Known> known = new ConcurrentHashMap<>();

    /** A plan with its digest. */
    record Known(Plan plan, String digest) {}

    /**
     * The plan that a document describes.
     *
     * @throws InvalidPlanException with the complete list of what is wrong
     */
    Known read(JsonNode document) {
        Known before = known.get(document);
        if (before != null) {
            return before;
        }
        Plan plan = PlanReader.read(document);
        Known read = new Known(plan, plan.digest());
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(document.deepCopy(), read);
        return read;
    }
}
