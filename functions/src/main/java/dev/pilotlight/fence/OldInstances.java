package dev.pilotlight.fence;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.InstanceId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The application's old instances in the primary Region. */
interface OldInstances {

    /** The instances that carry all of these tags and are not terminated, sorted by id. */
    List<OldInstance> of(Map<String, String> tags);

    /**
     * Stops instances; those that are stopped already stay so.
     *
     * @param permit for {@link Act.Kind#STOP_INSTANCES} of {@link #target}
     */
    void stop(Permit permit, List<InstanceId> ids);

    /**
     * Starts stopped instances; those that run go on.
     *
     * @param permit for {@link Act.Kind#START_INSTANCES} of {@link #target}
     * @throws InstanceNotStoppedException when one is still on its way to a stop
     */
    void start(Permit permit, List<InstanceId> ids) throws InstanceNotStoppedException;

    /** What the journal calls several instances. */
    static String target(List<InstanceId> ids) {
        return String.join(" ", ids.stream().map(InstanceId::value).sorted().toList());
    }

    /** The instances that the journal calls so. */
    static List<InstanceId> ids(String target) {
        return Arrays.stream(target.split(" ", -1)).map(InstanceId::new).toList();
    }
}
