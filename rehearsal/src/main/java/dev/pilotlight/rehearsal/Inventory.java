package dev.pilotlight.rehearsal;

import dev.pilotlight.twin.world.Twin;
import dev.pilotlight.twin.world.Walkthrough;
import java.util.ArrayList;
import java.util.List;

/** Everything that both Regions of a twin hold, so that what somebody has left behind shows. */
public final class Inventory {
    private Inventory() {}

    /**
     * Instances, volumes, images, snapshots, security groups and network ACLs with their rules, clusters with their
     * servers and snapshots, and targets of load balancers; one line each.
     */
    public static List<String> of(Twin twin) {
        return twin.front().exclusively(() -> {
            List<String> all = new ArrayList<>();
            for (String region : List.of(Walkthrough.PRIMARY, Walkthrough.RECOVERY)) {
                all.addAll(twin.ec2().everything(region, twin.timeline().now()));
                all.addAll(twin.rds().everything(region, twin.timeline().now()));
                all.addAll(twin.balancers().everything(region, twin.timeline().now()));
            }
            return all;
        });
    }
}
