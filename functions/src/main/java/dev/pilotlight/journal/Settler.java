package dev.pilotlight.journal;

import dev.pilotlight.plan.Plan;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out, by reading only, what became of acts of one feature, whoever intended them. */
public interface Settler {

    /** The acts it knows about. */
    Set<Act.Kind> kinds();

    /**
     * What proves that the act has had its effect, or is having it.
     *
     * @return empty when the world shows none; it may do so later
     */
    Optional<Map<String, Object>> effect(Plan plan, Act act);
}
