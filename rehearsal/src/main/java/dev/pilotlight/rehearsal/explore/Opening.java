package dev.pilotlight.rehearsal.explore;

import dev.pilotlight.plan.InstanceTier;
import dev.pilotlight.plan.Tier;
import dev.pilotlight.rehearsal.Stage;
import dev.pilotlight.rehearsal.invariants.Ending;
import dev.pilotlight.rehearsal.truth.Truth;
import dev.pilotlight.twin.service.ec2.ModelledHypervisor;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.time.VirtualTimeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is there when a scenario begins: a calm world with the images that instances boot from, and for the way home a
 * failover that has succeeded and a primary Region that is back.
 */
final class Opening {
    private static final Set<String> SILENT_IN_A_DISASTER = Set.of("ec2", "rds", "s3");
    private static final Duration CALM = Duration.ofSeconds(130);
    private static final Duration TRIGGER_LIMIT = Duration.ofMinutes(15);
    private static final Duration REPAIR = Duration.ofMinutes(15);

    private final Stage stage;
    private final Scenario scenario;
    private final Truth truth;
    private final Curtain curtain;

    /** How executions are brought to their end. */
    @FunctionalInterface
    interface Curtain {
        void falls(Execution execution);
    }

    Opening(Stage stage, Scenario scenario, Truth truth, Curtain curtain) {
        this.stage = stage;
        this.scenario = scenario;
        this.truth = truth;
        this.curtain = curtain;
    }

    /**
     * Brings it about.
     *
     * @throws UnplayableException when the failover before the way home does not succeed
     */
    void play() {
        if (scenario.launches()) {
            addImages();
        }
        if (scenario.failsOver() || scenario.comesHome()) {
            Witnesses.post(stage, truth.plan());
        }
        stage.timeline().advance(CALM);
        if (scenario.comesHome()) {
            failOver();
        }
    }

    private void addImages() {
        int number = 9000;
        for (Tier tier : truth.plan().tiers()) {
            if (!(tier instanceof InstanceTier launched)) {
                continue;
            }
            Map<String, String> tags = new TreeMap<>(launched.image().tags());
            tags.put("pilotlight:verified", "in this world from its beginning");
            stage.twin()
                    .ec2()
                    .addImage(
                            truth.recovery(),
                            "ami-0000000000000%04d".formatted(++number),
                            "copy of " + tier.name(),
                            ModelledHypervisor.complete("modelled:shop-base"),
                            tags,
                            stage.timeline().now().minus(Duration.ofHours(1)));
        }
    }

    private void failOver() {
        if (truth.plan().failback() == null) {
            throw new UnplayableException("failback: the plan does not say how the application comes home;"
                    + " add failback with the tiers and sites of " + truth.primary() + " to the plan");
        }
        strike();
        awaitAlarm("failover");
        List<Execution> failovers = stage.executions("failover");
        for (int run = 0; run < stage.executions("failover").size(); run++) {
            curtain.falls(stage.executions("failover").get(run));
        }
        boolean failedOver = failovers.stream().map(Ending::of).anyMatch(Ending::succeeded);
        if (!failedOver) {
            throw new UnplayableException("the failover before the way home does not succeed: "
                    + failovers.stream().map(Ending::of).toList());
        }
        repair();
    }

    /** The primary Region is back for good; nothing happens when it is not away. */
    void repair() {
        if (truth.primaryDownSince().isPresent()) {
            stage.twin().heal(truth.primary());
            stage.timeline().advance(REPAIR);
        }
    }

    /** The primary Region fails. */
    void strike() {
        stage.twin().strike(truth.primary(), SILENT_IN_A_DISASTER);
    }

    /** Waits until the alarm has started a machine, or long enough to know that it does not. */
    void awaitAlarm(String machine) {
        VirtualTimeline timeline = stage.timeline();
        timeline.runUntil(
                () -> stage.latest(machine).isPresent(), timeline.now().plus(TRIGGER_LIMIT));
    }
}
