package dev.pilotlight.twin.live;

import dev.pilotlight.twin.service.ec2.Guest;
import dev.pilotlight.twin.service.ec2.GuestState;
import dev.pilotlight.twin.service.ec2.Pulse;
import dev.pilotlight.twin.service.ec2.StatusCheck;
import dev.pilotlight.twin.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A machine that is a process. Somebody looks at it every now and then; describes answer what was seen last. */
final class LiveGuest implements Guest {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Timeline timeline;
    private final String region;
    private final Instant launchedAt;
    private volatile @Nullable Instant checkedAt;
    private volatile @Nullable InstanceProcess process;
    private volatile Sight sight;
    private volatile boolean ending;

    LiveGuest(Timeline timeline, String region, Instant launchedAt) {
        this.timeline = timeline;
        this.region = region;
        this.launchedAt = launchedAt;
        this.sight = new Sight(GuestState.PENDING, StatusCheck.NOT_APPLICABLE, new Pulse(false, timeline.now()));
    }

    private record Sight(GuestState state, StatusCheck check, Pulse pulse) {}

    String region() {
        return region;
    }

    void started(InstanceProcess started) {
        process = started;
    }

    /** From the launch to three passed checks; empty before. */
    Optional<Duration> bootTook() {
        return Optional.ofNullable(checkedAt).map(at -> Duration.between(launchedAt, at));
    }

    Optional<InstanceProcess> process() {
        return Optional.ofNullable(process);
    }

    /**
     * Looks once, which may take a second.
     *
     * @return whether it is worth looking again
     */
    boolean look() {
        InstanceProcess present = process;
        if (present == null) {
            return true;
        }
        boolean runs = present.runs();
        boolean listens = runs && present.listens();
        boolean answers = listens && present.answers();
        if (listens && checkedAt == null) {
            checkedAt = timeline.now();
        }
        Pulse before = sight.pulse();
        Pulse pulse = before.answers() == answers ? before : new Pulse(answers, timeline.now());
        sight = new Sight(state(runs), check(runs, listens), pulse);
        return runs;
    }

    private GuestState state(boolean runs) {
        if (ending) {
            return runs ? GuestState.SHUTTING_DOWN : GuestState.TERMINATED;
        }
        return GuestState.RUNNING;
    }

    private static StatusCheck check(boolean runs, boolean listens) {
        if (!runs) {
            return StatusCheck.IMPAIRED;
        }
        return listens ? StatusCheck.OK : StatusCheck.INITIALIZING;
    }

    @Override
    public GuestState state(Instant now) {
        return sight.state();
    }

    @Override
    public StatusCheck check(Instant now) {
        return sight.check();
    }

    @Override
    public Pulse pulse(Instant now) {
        return sight.pulse();
    }

    @Override
    public void stop(Instant now) {
        terminate(now);
    }

    @Override
    public void start(Instant now) {
        // a process that has ended is gone: a live machine is never merely stopped
    }

    @Override
    public void terminate(Instant now) {
        ending = true;
        sight = new Sight(GuestState.SHUTTING_DOWN, StatusCheck.NOT_APPLICABLE, new Pulse(false, now));
        process()
                .ifPresent(present -> timeline.start("end of " + present.port(), () -> {
                    present.terminate(PATIENCE);
                    look();
                }));
    }
}
