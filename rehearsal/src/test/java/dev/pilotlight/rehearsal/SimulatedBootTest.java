package dev.pilotlight.rehearsal;

import static dev.pilotlight.rehearsal.Simulation.object;
import static dev.pilotlight.rehearsal.Simulation.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.rehearsal.watch.CallLog.Seen;
import dev.pilotlight.twin.physics.Capacity;
import dev.pilotlight.twin.physics.ComputePhysics;
import dev.pilotlight.twin.service.ec2.Ec2Service;
import dev.pilotlight.twin.service.ec2.GuestState;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.wire.Call;
import dev.pilotlight.twin.world.Walkthrough;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies that must boot before they count as verified. */
class SimulatedBootTest {
    private static Simulation world(UnaryOperator<ComputePhysics> compute) {
        return Simulation.unprepared(physics -> physics.withCompute(compute), SimulatedBootTest::booting);
    }

    private static void booting(ObjectNode plan) {
        ((ObjectNode) plan.path("tiers").path(0).path("image")).put("bootTest", true);
    }

    private static Execution sync(Simulation simulation, String name) {
        return simulation.runToEnd(simulation.start(
                "sync-images", name, object().put("plan", "shop").put("create", true)));
    }

    /** The state of every instance that a drill's tag is on, when what has ended is gone. */
    private static List<GuestState> booted(Simulation simulation) {
        simulation.advance(Duration.ofMinutes(5));
        return simulation
                .twin()
                .front()
                .exclusively(() -> simulation.twin().ec2().instances(Walkthrough.RECOVERY).stream()
                        .filter(sight -> sight.tags().containsKey("pilotlight:drill"))
                        .map(Ec2Service.Sight::guest)
                        .map(guest -> guest.state(simulation.now()))
                        .toList());
    }

    private static List<String> verified(Simulation simulation) {
        return simulation
                .twin()
                .front()
                .exclusively(() -> simulation.twin().ec2().imageTags(Walkthrough.RECOVERY))
                .stream()
                .filter(tags -> tags.containsKey("pilotlight:verified"))
                .map(tags -> tags.getOrDefault("pilotlight:source", ""))
                .toList();
    }

    private static String boot(Execution sync) {
        JsonNode tiers = sync.output().orElseThrow().path("tiers");
        return tiers.path(0).path("copied").path("boot").asText();
    }

    private static List<String> launches(Simulation simulation) {
        return simulation.attempts().stream()
                .filter(Seen::succeeded)
                .map(Seen::call)
                .filter(call -> call.operation().equals("RunInstances"))
                .map(call -> call.request().text())
                .toList();
    }

    @Test
    void aCopyIsBootedInTheDrillsPlaceBeforeItIsVerifiedAndNothingIsLeft() {
        try (Simulation simulation = world(compute -> compute)) {
            List<String> before = simulation.everything();
            Execution sync = sync(simulation, "sync-1");
            assertThat(verdict(sync)).as("%s", sync.cause()).isEqualTo("SUCCEEDED");
            assertThat(boot(sync)).startsWith("passed: ");
            assertThat(verified(simulation)).hasSize(1);
            assertThat(booted(simulation)).isNotEmpty().containsOnly(GuestState.TERMINATED);
            assertThat(launches(simulation))
                    .singleElement()
                    .satisfies(launch -> assertThat(launch)
                            .contains("subnet-00000000000000221", "shop-drill", "pilotlight%3Adrill"));
            simulation.advance(Duration.ofHours(2));
            List<String> added = simulation.everything();
            added.removeAll(before);
            assertThat(added).allMatch(what -> what.startsWith("image ") || what.startsWith("snapshot "));

            sync(simulation, "sync-2");
            assertThat(launches(simulation))
                    .as("a newer image is booted as well, and the old one not again")
                    .hasSize(2);
        }
    }

    @Test
    @Tag("thorough")
    void withoutTheOptionNothingIsLaunched() {
        try (Simulation simulation = Simulation.unprepared(physics -> physics, plan -> {})) {
            assertThat(verdict(sync(simulation, "sync-1"))).isEqualTo("SUCCEEDED");
            assertThat(launches(simulation)).isEmpty();
        }
    }

    @Test
    @Tag("thorough")
    void anImageThatNeverPassesItsChecksIsNotVerifiedAndTheLastGoodOneStays() {
        try (Simulation simulation = world(compute -> compute.withChecks(Duration.ofHours(9)))) {
            Execution first = sync(simulation, "sync-1");
            assertThat(verdict(first)).isEqualTo("NEEDS_HUMAN");
            assertThat(first.cause().orElseThrow())
                    .contains("does not boot", "have not passed after 20 minutes", "the tier has no good image");
            assertThat(verified(simulation)).isEmpty();
            assertThat(booted(simulation)).isNotEmpty().containsOnly(GuestState.TERMINATED);
        }
    }

    @Test
    @Tag("thorough")
    void whereNoInstanceIsToBeHadNothingIsKnownAboutTheImageAndItCounts() {
        try (Simulation simulation =
                world(compute -> compute.withCapacity(Capacity.plenty().withLimit(0)))) {
            Execution sync = sync(simulation, "sync-1");
            assertThat(verdict(sync)).as("%s", sync.cause()).isEqualTo("SUCCEEDED");
            assertThat(boot(sync)).startsWith("unknown: no instance was to be had");
            assertThat(verified(simulation)).hasSize(1);
            assertThat(booted(simulation)).isEmpty();
        }
    }

    @Test
    @Tag("thorough")
    void anAnswerThatIsLostLaunchesNothingTwice() {
        Map<String, Integer> lost = new HashMap<>();
        try (Simulation simulation = world(compute -> compute)) {
            simulation.loseAnswers(
                    call -> Set.of("RunInstances", "TerminateInstances").contains(call.operation())
                            && lost.merge(call.operation(), 1, Integer::sum) == 1);
            Execution sync = sync(simulation, "sync-1");
            assertThat(verdict(sync)).as("%s", sync.cause()).isEqualTo("SUCCEEDED");
            assertThat(booted(simulation)).containsExactly(GuestState.TERMINATED);
        }
    }

    @ParameterizedTest
    @Tag("thorough")
    @ValueSource(strings = {"RunInstances", "DescribeInstanceStatus", "TerminateInstances"})
    void aMissingPermissionVerifiesNothingAndTheNextRunGoesOn(String operation) {
        boolean[] missing = {true};
        try (Simulation simulation = world(compute -> compute)) {
            simulation.denyCalls(call -> missing[0] && isOf(call, operation));
            Execution denied = sync(simulation, "sync-1");
            assertThat(denied.cause().orElseThrow()).contains("booting the copy failed");
            assertThat(verified(simulation)).isEmpty();

            missing[0] = false;
            Execution next =
                    simulation.runToEnd(simulation.start("sync-images", "sync-2", object().put("plan", "shop")));
            assertThat(verdict(next)).as("%s", next.cause()).isEqualTo("SUCCEEDED");
            assertThat(verified(simulation)).hasSize(1);
            assertThat(booted(simulation)).isNotEmpty().containsOnly(GuestState.TERMINATED);
        }
    }

    private static boolean isOf(Call call, String operation) {
        return call.operation().equals(operation) && call.principal().equals("TestBoot");
    }

    @Test
    @Tag("thorough")
    void whatARunThatIsKilledHalfWayHasLaunchedIsSwept() {
        try (Simulation simulation = world(compute -> compute)) {
            Execution killed = simulation.start(
                    "sync-images", "sync-1", object().put("plan", "shop").put("create", true));
            simulation.runUntil("an instance boots", () -> !launches(simulation).isEmpty());
            simulation.twin().front().exclusively(() -> {
                killed.stop("STOPPED", "by a test");
                return killed;
            });
            simulation.advance(Duration.ofMinutes(30));
            simulation.invoke("SweepDrills", "{}");
            simulation.advance(Duration.ofMinutes(30));
            assertThat(booted(simulation)).isNotEmpty().containsOnly(GuestState.TERMINATED);
            assertThat(verified(simulation)).isEmpty();

            assertThat(verdict(sync(simulation, "sync-2"))).isEqualTo("SUCCEEDED");
            assertThat(verified(simulation)).hasSize(1);
            assertThat(booted(simulation)).containsOnly(GuestState.TERMINATED);
        }
    }

    @Test
    @Tag("thorough")
    void aPlaceThatIsNotClosedOffBootsNothing() {
        try (Simulation simulation = Simulation.unprepared(physics -> physics, plan -> {
            booting(plan);
            ((ObjectNode) plan.path("drill")).putArray("securityGroups");
        })) {
            Execution sync = sync(simulation, "sync-1");
            assertThat(sync.cause().orElseThrow()).contains("DRILL_NOT_ISOLATED");
            assertThat(launches(simulation)).isEmpty();
            assertThat(verified(simulation)).isEmpty();
        }
    }
}
