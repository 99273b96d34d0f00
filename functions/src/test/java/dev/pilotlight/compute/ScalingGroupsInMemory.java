package dev.pilotlight.compute;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.step.RetryableUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Auto Scaling groups whose instances take a while to be in service. */
final class ScalingGroupsInMemory implements ScalingGroups {
    private static final Duration BOOT = Duration.ofSeconds(90);

    private final Supplier<Instant> clock;
    private final Map<String, Group> groups = new TreeMap<>();
    private boolean answersLost;
    private int requests;
    private int room = Integer.MAX_VALUE;

    private record Group(int desired, int largest, boolean launching, List<Instant> launches) {}

    ScalingGroupsInMemory(Supplier<Instant> clock) {
        this.clock = clock;
    }

    void add(String name, int desired, int largest, boolean launching) {
        groups.put(name, filled(new Group(desired, largest, launching, List.of()), Instant.EPOCH));
    }

    void withRoomFor(int count) {
        room = count;
    }

    void loseAnswers(boolean lost) {
        answersLost = lost;
    }

    int requests() {
        return requests;
    }

    @Override
    public Optional<ScalingGroup> named(String name) {
        return Optional.ofNullable(groups.get(name)).map(group -> {
            List<ScalingGroup.Member> members = new ArrayList<>();
            for (int i = 0; i < group.launches().size(); i++) {
                InstanceId id = new InstanceId(String.format(Locale.ROOT, "i-%017x", 0xa00 + i));
                boolean serving = !group.launches().get(i).plus(BOOT).isAfter(clock.get());
                members.add(new ScalingGroup.Member(id, serving));
            }
            return new ScalingGroup(name, group.desired(), group.largest(), members, group.launching());
        });
    }

    @Override
    public void raise(Permit permit, String name, int desired, int largest) {
        permit.spendOn(Act.Kind.RAISE_GROUP, name);
        resize(name, desired, largest);
    }

    @Override
    public void lower(Permit permit, String name, int desired, int largest) {
        permit.spendOn(Act.Kind.LOWER_GROUP, name);
        resize(name, desired, largest);
    }

    private void resize(String name, int desired, int largest) {
        requests++;
        Group group = Optional.ofNullable(groups.get(name)).orElseThrow();
        groups.put(name, filled(new Group(desired, largest, group.launching(), group.launches()), clock.get()));
        if (answersLost) {
            throw new RetryableUnavailableException("no answer");
        }
    }

    private Group filled(Group group, Instant now) {
        List<Instant> launches = new ArrayList<>(group.launches());
        while (launches.size() > group.desired()) {
            launches.removeLast();
        }
        while (launches.size() < Math.min(group.desired(), room)) {
            launches.add(now);
        }
        return new Group(group.desired(), group.largest(), group.launching(), launches);
    }
}
