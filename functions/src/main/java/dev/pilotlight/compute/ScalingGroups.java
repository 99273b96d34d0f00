package dev.pilotlight.compute;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import java.util.Optional;

/** The Auto Scaling groups of the recovery Region. */
public interface ScalingGroups {

    /** A group by its name; empty when there is none. */
    Optional<ScalingGroup> named(String name);

    /**
     * Gives a group more desired capacity, and room for it. Repeated, it changes nothing more.
     *
     * @param permit for {@link Act.Kind#RAISE_GROUP} of {@code name}
     * @param desired how many instances it is to have
     * @param largest how many it may have at most from now on
     */
    void raise(Permit permit, String name, int desired, int largest);

    /**
     * Gives a group back what it had.
     *
     * @param permit for {@link Act.Kind#LOWER_GROUP} of {@code name}
     */
    void lower(Permit permit, String name, int desired, int largest);
}
