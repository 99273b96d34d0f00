package dev.pilotlight.rehearsal.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.rehearsal.PlanFile;
import dev.pilotlight.rehearsal.Repository;
import dev.pilotlight.rehearsal.faults.Fault;
import java.nio.file.Path;
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
    private static final Repository REPOSITORY = Repository.around(Path.of(""));

    private final Cast cast = Cast.of(REPOSITORY, PlanFile.read(REPOSITORY.plan()), BriskPhysics.physics());

    static Stream<Scenario> scenarios() {
        return Scenario.all().stream();
    }

    @Test
    void ofTwoCallsThatTakeADrillDownAtTheSameMomentOneActs() {
        assertNothingBreaks("TearDrillDown", "TerminateInstances", Duration.ZERO);
    }

    @Test
    void aLaunchThatIsDeliveredOnceMoreAfterADrillWasTakenDownLaunchesNothing() {
        assertNothingBreaks("LaunchDrill", "DescribeTargetHealth", Duration.ofMinutes(1));
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
        Recording golden = Performance.of(cast, Scenario.drill(), List.of(), true);
        int delivery = golden.exchanges().stream()
                .filter(exchange -> exchange.site().function().equals(function)
                        && exchange.site().operation().endsWith(operation))
                .reduce((_, last) -> last)
                .orElseThrow()
                .delivery();

        Recording recording = Performance.of(cast, Scenario.drill(), List.of(new Fault.Twice(delivery, after)), false);

        assertThat(recording.violations()).isEmpty();
        assertThat(recording.afterwards()).isEqualTo(golden.afterwards());
    }
}
