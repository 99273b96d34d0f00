package dev.pilotlight.twin.service.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.twin.service.TestTwin;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingException;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;

class AutoScalingTest {
    private static final Machines.Template TEMPLATE = new Machines.Template(
            "ami-00000000000000001", "m7g.large", "subnet-0000000a", "us-west-2a", "sg-00000001", "shop-app");

    private final BootingMachines machines = new BootingMachines();
    private final AutoScaling service = new AutoScaling(machines);
    private final TestTwin twin = new TestTwin(service);
    private final AutoScalingClient west = twin.client(AutoScalingClient.builder(), TestTwin.WEST);

    @BeforeEach
    void aGroupOfNobody() {
        service.add(TestTwin.WEST, "shop-app", TEMPLATE, 0, 3, TestTwin.START);
    }

    private AutoScalingGroup group() {
        return west.describeAutoScalingGroups(describe -> describe.autoScalingGroupNames("shop-app"))
                .autoScalingGroups()
                .getFirst();
    }

    @Test
    void moreAreStartedAndAreInServiceWhenTheyRun() {
        west.setDesiredCapacity(set -> set.autoScalingGroupName("shop-app").desiredCapacity(2));
        assertThat(group().desiredCapacity()).isEqualTo(2);
        assertThat(group().instances()).hasSize(2).allMatch(one -> one.lifecycleState() == LifecycleState.PENDING);
        twin.timeline.advance(Duration.ofMinutes(1));
        assertThat(group().instances())
                .hasSize(2)
                .allMatch(one -> one.lifecycleState() == LifecycleState.IN_SERVICE
                        && one.healthStatus().equals("Healthy"));
        assertThat(machines.tags).containsEntry("aws:autoscaling:groupName", "shop-app");
    }

    @Test
    void fewerAreEndedAndThenForgotten() {
        west.setDesiredCapacity(set -> set.autoScalingGroupName("shop-app").desiredCapacity(2));
        twin.timeline.advance(Duration.ofMinutes(1));
        west.updateAutoScalingGroup(
                update -> update.autoScalingGroupName("shop-app").desiredCapacity(0));
        assertThat(group().instances()).hasSize(2).allMatch(one -> one.lifecycleState() == LifecycleState.TERMINATING);
        twin.timeline.advance(Duration.ofMinutes(1));
        assertThat(group().instances()).isEmpty();
    }

    @Test
    void roomAndNumberAreChangedTogether() {
        west.updateAutoScalingGroup(update ->
                update.autoScalingGroupName("shop-app").desiredCapacity(5).maxSize(5));
        assertThat(group().maxSize()).isEqualTo(5);
        assertThat(group().desiredCapacity()).isEqualTo(5);
    }

    @Test
    void moreThanTheMaximumIsRefused() {
        assertThatThrownBy(() -> west.setDesiredCapacity(
                        set -> set.autoScalingGroupName("shop-app").desiredCapacity(4)))
                .isInstanceOf(AutoScalingException.class)
                .hasMessageContaining("above max value 3");
        assertThatThrownBy(() -> west.updateAutoScalingGroup(
                        update -> update.autoScalingGroupName("shop-app").desiredCapacity(4)))
                .hasMessageContaining("must be between the specified min size:0 and max size:3");
    }

    @Test
    void aGroupBelongsToItsRegion() {
        AutoScalingClient east = twin.client(AutoScalingClient.builder(), TestTwin.EAST);
        assertThat(east.describeAutoScalingGroups(describe -> describe.autoScalingGroupNames("shop-app"))
                        .autoScalingGroups())
                .isEmpty();
        assertThatThrownBy(() -> east.setDesiredCapacity(
                        set -> set.autoScalingGroupName("shop-app").desiredCapacity(1)))
                .isInstanceOfSatisfying(
                        AutoScalingException.class,
                        error -> assertThat(error.awsErrorDetails().errorCode()).isEqualTo("ValidationError"));
    }

    private static final class BootingMachines implements Machines {
        private static final Duration TAKES = Duration.ofSeconds(30);

        private final Map<String, Instant> started = new LinkedHashMap<>();
        private final Map<String, Instant> ended = new LinkedHashMap<>();
        private Map<String, String> tags = Map.of();

        @Override
        public String start(String region, Template template, Map<String, String> given, Instant now) {
            String id = "i-%017x".formatted(started.size() + 1);
            started.put(id, now);
            tags = given;
            return id;
        }

        @Override
        public void end(String region, String instanceId, Instant now) {
            ended.putIfAbsent(instanceId, now);
        }

        @Override
        public Stage stage(String region, String instanceId, Instant now) {
            Instant end = ended.get(instanceId);
            if (end != null) {
                return now.isBefore(end.plus(TAKES)) ? Stage.ENDING : Stage.GONE;
            }
            return now.isBefore(started.getOrDefault(instanceId, now).plus(TAKES)) ? Stage.STARTING : Stage.RUNNING;
        }
    }
}
