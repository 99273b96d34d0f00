package dev.pilotlight.rehearsal.explore;

import static dev.pilotlight.rehearsal.explore.Trial.calls;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.rehearsal.faults.Fault;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lambda may deliver one event twice, at the same moment or a minute later: it is as if it had been delivered once. */
@Tag("thorough")
class DeliveredTwiceTest {
    private final Cast cast = Trial.shipped();

    static Stream<Scenario> scenarios() {
        return Scenario.all().stream();
    }

    @Test
    void ofTwoCallsThatTakeADrillDownAtTheSameMomentOneActs() {
        assertNothingBreaks("TearDrillDown", "ec2:TerminateInstances", Duration.ZERO);
    }

    @Test
    void aLaunchThatIsDeliveredOnceMoreAfterADrillWasTakenDownLaunchesNothing() {
        assertNothingBreaks("LaunchDrill", "elasticloadbalancing:DescribeTargetHealth", Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyDeliveryOfEveryMachine(Scenario scenario) {
        Exploration exploration = Exploration.begin(cast, scenario);
        List<Seed> seeds = exploration.candidates().singles().stream()
                .filter(seed -> seed.faults().getFirst() instanceof Fault.Twice)
                .toList();

        exploration.play(seeds, 2, findings -> {});

        assertThat(seeds).isNotEmpty();
        assertThat(exploration.findings().violated()).isEmpty();
    }

    /** The last delivery in which a function makes a call comes twice. */
    private void assertNothingBreaks(String function, String operation, Duration after) {
        Trial trial = new Trial(cast, Scenario.drill());
        Recording golden = trial.golden();
        int delivery = calls(golden, function, operation)
                .reduce((_, last) -> last)
                .orElseThrow()
                .delivery();

        Recording recording = trial.played(new Fault.Twice(delivery, after));

        assertThat(recording.afterwards()).isEqualTo(golden.afterwards());
    }
}
