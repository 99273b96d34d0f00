package dev.pilotlight.compute;

import dev.pilotlight.image.BootTest;
import dev.pilotlight.image.BootTest.Result;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Lease;
import dev.pilotlight.journal.Settlement;
import dev.pilotlight.plan.ImageId;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Launches one instance of an image, waits until its status checks have passed or its time is over, and terminates it.
 * What it finds out is in the journal before the instance goes. Where no instance can be had, nothing is known about
 * the image.
 */
public final class TestBoot {
    /** How long an instance has until all its checks must pass; most need five minutes. */
    private static final Duration BOOT = Duration.ofMinutes(20);

    /** How long something that was asked for may not show. */
    private static final Duration UNDESCRIBED = Duration.ofMinutes(5);

    private final Instances instances;

    /** @param instances of drills, which the sweeper finds when nobody else takes them down */
    public TestBoot(Instances instances) {
        this.instances = instances;
    }

    /**
     * Looks at the instance and takes the next step.
     *
     * @param tier in the drill's place
     * @return done when it is known how it went and nothing is left of it
     */
    public Outcome advance(InstanceTier tier, ImageId image, Run run, Lease lease, Instant now) {
        return new Attempt(tier, image, run, Deeds.of(lease), now).advance();
    }

    /** One call for one image. */
    private final class Attempt {
        private final InstanceTier tier;
        private final ImageId image;
        private final Run run;
        private final Deeds deeds;
        private final Instant now;
        private final List<Deed> orders;

        Attempt(InstanceTier tier, ImageId image, Run run, Deeds deeds, Instant now) {
            this.tier = tier;
            this.image = image;
            this.run = run;
            this.deeds = deeds;
            this.now = now;
            this.orders = deeds.of(Act.Kind.LAUNCH_INSTANCES).stream()
                    .filter(deed -> LaunchOrder.isFor(tier.name(), deed.act()))
                    .filter(deed -> order(deed).image().equals(image))
                    .toList();
        }

        private LaunchOrder order(Deed deed) {
            return LaunchOrder.of(run, deed.act());
        }

        Outcome advance() {
            Optional<Deed> uncertain = orders.stream().filter(Deed::open).findFirst();
            if (uncertain.isPresent()) {
                return launch(order(uncertain.get()));
            }
            List<Instance> all = instances.of(run.plan()).stream()
                    .filter(each ->
                            each.tier().equals(tier.name()) && each.image().equals(image))
                    .toList();
            Optional<BootTest> known = BootTest.of(deeds, image);
            if (known.isPresent()) {
                return end(all, known.get());
            }
            Optional<Deed> launched = orders.stream().filter(Deed::happened).findFirst();
            return launched.isPresent() ? watch(launched.get(), all) : launch();
        }

        private Outcome launch() {
            Set<Placement> tried =
                    orders.stream().map(deed -> order(deed).placement()).collect(Collectors.toSet());
            Optional<Placement> place = Placement.of(tier).stream()
                    .filter(each -> !tried.contains(each))
                    .findFirst();
            return place.isPresent()
                    ? launch(new LaunchOrder(
                            run.plan(), run.epoch(), tier.name(), image, place.get(), 1, orders.size() + 1))
                    : found(Result.UNKNOWN, "no instance was to be had in " + Placement.of(tier));
        }

        private Outcome launch(LaunchOrder order) {
            try {
                Map<String, Object> made = deeds.carryOut(
                        order.act(),
                        permit -> Map.of(
                                "instances",
                                instances.launch(permit, order, tier).stream()
                                        .map(InstanceId::value)
                                        .toList()));
                deeds.settleOpen(Act.Kind.LAUNCH_INSTANCES, order.target(), new Settlement.Happened(made));
                return new Outcome.Pending("launched " + made.get("instances") + " of " + image);
            } catch (NoCapacityException none) {
                deeds.settleOpen(
                        Act.Kind.LAUNCH_INSTANCES,
                        order.target(),
                        new Settlement.DidNotHappen(String.valueOf(none.getMessage())));
                return new Outcome.Pending("no capacity for " + order.placement() + "; the next place is tried");
            }
        }

        private Outcome watch(Deed launched, List<Instance> all) {
            String id = launched.evidence().path("instances").path(0).asText();
            Optional<Instance> seen =
                    all.stream().filter(each -> each.id().value().equals(id)).findFirst();
            if (seen.isEmpty()) {
                return launched.at().plus(UNDESCRIBED).isAfter(now)
                        ? new Outcome.Pending("the instance " + id + " is not described yet")
                        : found(Result.UNKNOWN, "the instance " + id + " is not described by EC2");
            }
            if (!seen.get().lives()) {
                return found(Result.FAILED, "the instance " + id + " has ended by itself");
            }
            Health health =
                    instances.health(List.of(seen.get().id())).get(seen.get().id());
            if (health == Health.PASSED) {
                return found(Result.PASSED, "the instance " + id + " has passed its checks");
            }
            return launched.at().plus(BOOT).isAfter(now)
                    ? new Outcome.Pending("the instance " + id + " is being checked")
                    : found(
                            Result.FAILED,
                            "the checks of the instance " + id + " "
                                    + (health == Health.FAILED ? "fail" : "have not passed") + " after "
                                    + BOOT.toMinutes() + " minutes");
        }

        private Outcome found(Result result, String why) {
            new BootTest(image, result, why).note(deeds);
            return new Outcome.Pending(why);
        }

        /** Nothing is left of the test, nor of one that an earlier run has begun with this image. */
        private Outcome end(List<Instance> all, BootTest test) {
            List<InstanceId> left = all.stream()
                    .filter(each -> each.state() != Instance.State.TERMINATED)
                    .map(Instance::id)
                    .toList();
            if (!left.isEmpty()) {
                Act act = new Act(Act.Kind.TERMINATE_INSTANCES, Instances.target(left), "tested " + image);
                boolean asked = deeds.of(act.kind(), act.target()).stream()
                        .anyMatch(deed ->
                                deed.happened() && deed.at().plus(UNDESCRIBED).isAfter(now));
                if (!asked) {
                    deeds.carryOut(act, permit -> {
                        instances.terminate(permit, left);
                        return Map.of();
                    });
                }
                return new Outcome.Pending("waiting for the end of " + act.target());
            }
            all.forEach(each -> deeds.settleOpen(
                    Act.Kind.TERMINATE_INSTANCES, each.id().value(), new Settlement.Happened(Map.of())));
            return Outcome.done(Map.of("image", image.value(), "boot", test.words()));
        }
    }
}
