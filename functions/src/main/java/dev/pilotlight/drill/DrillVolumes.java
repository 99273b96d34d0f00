package dev.pilotlight.drill;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.PlanName;
import java.util.List;

/** Volumes of a drill's instances that have outlived them, because their image says so. */
interface DrillVolumes {

    /** The ids of those that no instance uses any more, in their order. */
    List<String> abandoned(PlanName plan);

    /**
     * Deletes a volume; one that is gone already is no error.
     *
     * @param permit for {@link Act.Kind#DELETE_DRILL_VOLUME} of {@code id}
     */
    void delete(Permit permit, String id);
}
