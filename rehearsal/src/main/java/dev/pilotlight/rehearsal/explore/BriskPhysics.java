package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.twin.physics.Physics;
import java.time.Duration;

/**
 * A nature in which nothing takes long. A promotion of five minutes is a hundred looks at an unchanged world, which are
 * one situation; so an exploration meets the same call sites in a promotion of fifteen seconds, in a fraction of the
 * time. Who wants to know what a fault adds in their own world rehearses with their own physics.
 */
public final class BriskPhysics {
    /** Longer than the launch beside it, so that traffic which does not wait for it moves too early. */
    private static final Duration PROMOTION = Duration.ofSeconds(15);

    private static final Duration RESTORATION = Duration.ofSeconds(5);
    private static final Duration BUILDING = Duration.ofSeconds(5);
    private static final Duration STATUS_LAG = Duration.ofSeconds(3);
    private static final Duration MEMBERSHIP_LAG = Duration.ofSeconds(2);

    private BriskPhysics() {}

    /** The default physics, with shorter promotions, restorations, boots and copies. */
    public static Physics physics() {
        return Physics.defaults()
                .withDatabase(database -> database.withPromotion(PROMOTION)
                        .withLags(STATUS_LAG, MEMBERSHIP_LAG, Duration.ZERO)
                        .withRestoration(RESTORATION, RESTORATION)
                        .withBuilding(BUILDING, BUILDING, BUILDING))
                .withCompute(compute -> compute.withPending(Duration.ofSeconds(2))
                        .withBoot(Duration.ofSeconds(4))
                        .withChecks(Duration.ofSeconds(5)))
                .withImages(images -> images.withCreation(Duration.ofSeconds(5)).withCopy(Duration.ofSeconds(8)));
    }
}
