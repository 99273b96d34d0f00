package dev.pilotlight.compute;

import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.SubnetId;
import dev.pilotlight.plan.Tier;
import dev.pilotlight.step.RetryableUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Instances that boot, with tokens as EC2 honours them, and descriptions that may be late. */
final class InstancesInMemory implements Instances {
    private final Supplier<Instant> clock;
    private final Map<String, Launched> launches = new TreeMap<>();
    private final List<Instance> all = new ArrayList<>();
    private final Set<InstanceId> terminated = new TreeSet<>();
    private final Set<InstanceId> failing = new TreeSet<>();
    private final Map<String, Integer> capacity = new TreeMap<>();
    private Duration descriptionLag = Duration.ZERO;
    private Duration boot = Duration.ofSeconds(90);
    private boolean answersLost;
    private int requests;
    private int reserved;

    private record Launched(LaunchOrder order, List<InstanceId> ids) {}

    InstancesInMemory(Supplier<Instant> clock) {
        this.clock = clock;
    }

    InstancesInMemory describedLate(Duration lag) {
        descriptionLag = lag;
        return this;
    }

    InstancesInMemory booting(Duration duration) {
        boot = duration;
        return this;
    }

    InstancesInMemory withRoomFor(int count, String instanceType, SubnetId subnet) {
        capacity.put(instanceType + " " + subnet, count);
        return this;
    }

    InstancesInMemory withReserved(int count) {
        reserved = count;
        return this;
    }

    void loseAnswers(boolean lost) {
        answersLost = lost;
    }

    void fail(InstanceId id) {
        failing.add(id);
    }

    void end(InstanceId id) {
        terminated.add(id);
    }

    int requests() {
        return requests;
    }

    long living() {
        return all.stream()
                .filter(instance -> !terminated.contains(instance.id()))
                .count();
    }

    List<InstanceId> ids() {
        return all.stream().map(Instance::id).toList();
    }

    InstanceId launchedBy(long epoch, Tier tier) {
        return add(epoch, tier.name(), new ImageId("ami-00000000000000001"), "token-of-" + epoch);
    }

    @Override
    public List<Instance> of(PlanName plan) {
        return all.stream()
                .filter(instance -> !instance.launchedAt().plus(descriptionLag).isAfter(clock.get()))
                .map(this::now)
                .toList();
    }

    private Instance now(Instance instance) {
        Instance.State state = terminated.contains(instance.id()) ? Instance.State.TERMINATED : Instance.State.RUNNING;
        return new Instance(
                instance.id(),
                instance.tier(),
                instance.epoch(),
                instance.image(),
                instance.launchedAt(),
                state,
                instance.token());
    }

    @Override
    public SortedMap<InstanceId, Health> health(List<InstanceId> ids) {
        SortedMap<InstanceId, Health> health = new TreeMap<>();
        for (InstanceId id : ids) {
            Optional<Instance> instance =
                    all.stream().filter(one -> one.id().equals(id)).findFirst();
            boolean booted = instance.isPresent()
                    && !instance.get().launchedAt().plus(boot).isAfter(clock.get());
            health.put(id, failing.contains(id) ? Health.FAILED : booted ? Health.PASSED : Health.UNDER_WAY);
        }
        return health;
    }

    @Override
    public List<InstanceId> launch(Permit permit, LaunchOrder order, InstanceTier tier) throws NoCapacityException {
        permit.spendOn(Act.Kind.LAUNCH_INSTANCES, order.target());
        requests++;
        Launched launched = launches.get(order.token());
        if (launched == null) {
            launched = new Launched(order, launch(order));
            launches.put(order.token(), launched);
        }
        if (!launched.order().equals(order)) {
            throw new AssertionError("the token was used for another order");
        }
        if (answersLost) {
            throw new RetryableUnavailableException("no answer");
        }
        return launched.ids();
    }

    private List<InstanceId> launch(LaunchOrder order) throws NoCapacityException {
        Placement place = order.placement();
        int room = place.reserved()
                ? reserved
                : capacity.getOrDefault(place.instanceType() + " " + place.subnet(), Integer.MAX_VALUE);
        int count = Math.min(room, order.count());
        if (place.reserved()) {
            reserved -= count;
        }
        if (count == 0) {
            throw new NoCapacityException("InsufficientInstanceCapacity");
        }
        List<InstanceId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(add(order.epoch().number(), order.tier(), order.image(), order.token()));
        }
        return ids;
    }

    private InstanceId add(long epoch, String tier, ImageId image, String token) {
        InstanceId id = new InstanceId(String.format(Locale.ROOT, "i-%017x", all.size() + 1));
        all.add(new Instance(id, tier, epoch, image, clock.get(), Instance.State.RUNNING, token));
        return id;
    }

    @Override
    public void terminate(Permit permit, List<InstanceId> ids) {
        permit.spendOn(Act.Kind.TERMINATE_INSTANCES, Instances.target(ids));
        requests++;
        terminated.addAll(ids);
    }
}
