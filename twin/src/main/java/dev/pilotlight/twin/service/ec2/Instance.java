package dev.pilotlight.twin.service.ec2;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An instance: what it was launched as, and the machine it is. */
final class Instance {
    private final Reservation reservation;
    private final InstanceLaunch launch;
    private final Guest guest;
    private final int index;
    private final String privateAddress;
    private @Nullable Instant terminatedAt;

    Instance(Reservation reservation, InstanceLaunch launch, Guest guest, int index, String privateAddress) {
        this.reservation = reservation;
        this.launch = launch;
        this.guest = guest;
        this.index = index;
        this.privateAddress = privateAddress;
    }

    /**
     * What the instances of one launch have in common.
     *
     * @param token the client's; empty when it gave none
     */
    record Reservation(String id, String token, String vpcId, List<SecurityGroup> groups) {}

    String id() {
        return launch.instanceId();
    }

    Reservation reservation() {
        return reservation;
    }

    InstanceLaunch launch() {
        return launch;
    }

    Guest guest() {
        return guest;
    }

    int index() {
        return index;
    }

    String privateAddress() {
        return privateAddress;
    }

    void terminate(Instant now) {
        terminatedAt = terminatedAt == null ? now : terminatedAt;
        guest.terminate(now);
    }

    boolean isForgotten(Duration after, Instant now) {
        return terminatedAt != null && now.isAfter(terminatedAt.plus(after));
    }
}
