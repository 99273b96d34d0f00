package dev.pilotlight.twin.service.ec2;

import dev.pilotlight.twin.physics.ComputePhysics;
import dev.pilotlight.twin.physics.ImagePhysics;
import dev.pilotlight.twin.physics.Physics;
import dev.pilotlight.twin.physics.RegionLife;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Machines and images that follow the physics alone. */
public final class ModelledHypervisor implements Hypervisor {
    private final ComputePhysics compute;
    private final ImagePhysics images;
    private final RegionLife life;

    public ModelledHypervisor(Physics physics, RegionLife life) {
        this.compute = physics.compute();
        this.images = physics.images();
        this.life = life;
    }

    @Override
    public Guest start(InstanceLaunch launch) {
        return new ModelledGuest(launch.region(), launch.at());
    }

    @Override
    public Artifact capture(Guest guest, boolean reboot, ArtifactBirth birth) {
        if (reboot && guest instanceof ModelledGuest modelled) {
            modelled.bootedAt = birth.at();
        }
        return new ModelledArtifact(birth, images.creation(), now -> "modelled:" + birth.imageId());
    }

    @Override
    public Artifact copy(Artifact source, ArtifactBirth birth) {
        Duration usual = images.copy();
        Duration duration =
                birth.within().filter(paid -> paid.compareTo(usual) < 0).orElse(usual);
        return new ModelledArtifact(birth, duration, now -> checksum(source, now));
    }

    /** An image that has been there from the beginning. */
    public static Artifact complete(String checksum) {
        return new Artifact() {
            @Override
            public State state(Instant now) {
                return new Complete(checksum);
            }

            @Override
            public void discard() {
                // there are no bytes
            }
        };
    }

    private static String checksum(Artifact source, Instant now) {
        return switch (source.state(now)) {
            case Artifact.Complete complete -> complete.checksum();
            case Artifact.Pending _, Artifact.Failed _ -> "unknown";
        };
    }

    private final class ModelledGuest implements Guest {
        private final String region;
        private Instant startedAt;
        private Instant bootedAt;
        private @Nullable Instant stoppedAt;
        private @Nullable Instant terminatedAt;

        private ModelledGuest(String region, Instant launchedAt) {
            this.region = region;
            this.startedAt = launchedAt;
            this.bootedAt = launchedAt;
        }

        @Override
        public GuestState state(Instant now) {
            if (terminatedAt != null) {
                return reached(terminatedAt, compute.shutdown(), now)
                        ? GuestState.TERMINATED
                        : GuestState.SHUTTING_DOWN;
            }
            if (stoppedAt != null) {
                return reached(stoppedAt, compute.shutdown(), now) ? GuestState.STOPPED : GuestState.STOPPING;
            }
            return reached(startedAt, compute.pending(), now) ? GuestState.RUNNING : GuestState.PENDING;
        }

        @Override
        public StatusCheck check(Instant now) {
            if (state(now) != GuestState.RUNNING) {
                return StatusCheck.NOT_APPLICABLE;
            }
            if (!life.isAlive(region)) {
                return StatusCheck.IMPAIRED;
            }
            return reached(startedAt, compute.checks(), now) ? StatusCheck.OK : StatusCheck.INITIALIZING;
        }

        @Override
        public Pulse pulse(Instant now) {
            Instant end = terminatedAt != null ? terminatedAt : stoppedAt;
            if (end != null) {
                return new Pulse(false, end);
            }
            Instant ready = bootedAt.plus(compute.boot());
            return life.downSince(region)
                    .map(down -> new Pulse(false, down))
                    .orElseGet(() -> now.isBefore(ready) ? new Pulse(false, bootedAt) : new Pulse(true, ready));
        }

        @Override
        public void stop(Instant now) {
            stoppedAt = stoppedAt == null && terminatedAt == null ? now : stoppedAt;
        }

        @Override
        public void start(Instant now) {
            if (state(now) == GuestState.STOPPED) {
                stoppedAt = null;
                startedAt = now;
                bootedAt = now;
            }
        }

        @Override
        public void terminate(Instant now) {
            terminatedAt = terminatedAt == null ? now : terminatedAt;
        }
    }

    private final class ModelledArtifact implements Artifact {
        private final ArtifactBirth birth;
        private final Duration duration;
        private final Function<Instant, String> checksum;

        private ModelledArtifact(ArtifactBirth birth, Duration duration, Function<Instant, String> checksum) {
            this.birth = birth;
            this.duration = duration;
            this.checksum = checksum;
        }

        @Override
        public State state(Instant now) {
            if (images.disabledKeys().contains(birth.key()) && reached(birth.at(), images.validation(), now)) {
                return new Failed("Given key ID is not accessible");
            }
            Instant reading = life.downSince(birth.sourceRegion())
                    .filter(down -> down.isBefore(now))
                    .orElse(now);
            return reached(birth.at(), duration, reading)
                    ? new Complete(checksum.apply(now))
                    : new Pending(percent(reading));
        }

        private int percent(Instant reading) {
            long elapsed = Math.max(0, Duration.between(birth.at(), reading).toMillis());
            return (int) (elapsed * 100 / duration.toMillis());
        }

        @Override
        public void discard() {
            // there are no bytes
        }
    }

    private static boolean reached(Instant from, Duration duration, Instant now) {
        return !now.isBefore(from.plus(duration));
    }
}
