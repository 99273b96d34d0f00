package dev.pilotlight.compute;

import static java.util.Objects.requireNonNull;

import dev.pilotlight.plan.InstanceId;
import java.util.List;

/**
 * An Auto Scaling group as it is described at one moment.
 *
 * @param desired how many instances it tries to have
 * @param largest how many it may have at most
 * @param instances all that belong to it, those that are starting or ending included; in the order of their ids
 * @param launching whether it may launch at all: somebody may have suspended that
 */
public record ScalingGroup(String name, int desired, int largest, List<Member> instances, boolean launching) {
    public ScalingGroup {
        requireNonNull(name);
        instances = List.copyOf(instances);
    }

    /**
     * One of its instances.
     *
     * @param serving whether it is in service and healthy, as the group sees it
     */
    public record Member(InstanceId id, boolean serving) {}

    /** The instances that serve. */
    List<InstanceId> serving() {
        return instances.stream().filter(Member::serving).map(Member::id).toList();
    }
}
