package dev.pilotlight.rehearsal.explore;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
 * What is there when a scenario begins: a calm world with the images that instances boot from; for the way home also a
 * failover that has succeeded and a primary Region that is back; and for the end of old data the way home as well.
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
     * @throws UnplayableException when what has to succeed before does not, or leaves nothing to begin with
     */
    void play() {
        Purpose purpose = scenario.purpose();
        if (scenario.launches() || purpose.followsAFailover()) {
            addImages();
        }
        if (purpose != Purpose.PREPARATION) {
            Witnesses.post(stage, truth.plan());
        }
        stage.timeline().advance(CALM);
        if (purpose.followsAFailover()) {
            failOver();
        }
        if (purpose == Purpose.RETIREMENT) {
            comeHome();
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

    private void comeHome() {
        Execution failback = stage.start(
                "failback",
                "home-1",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("plan", truth.plan().plan().value()));
        curtain.falls(failback);
        Ending ending = Ending.of(failback);
        if (!ending.succeeded()) {
            throw new UnplayableException("the way home before the end of the old data does not succeed: " + ending);
        }
        if (truth.oldData().kept().isEmpty()) {
            throw new UnplayableException("the way home has kept no cluster of an old primary, so that there is no old"
                    + " data to retire; only after a failover by detaching there is: add --strategy detach");
        }
        // Nobody retires it the same hour, and until then no failover could come in between.
        stage.timeline().advance(truth.plan().outage().cooldown());
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
