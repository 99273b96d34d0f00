package dev.pilotlight.rehearsal.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.rehearsal.PlanFile;
import dev.pilotlight.rehearsal.Repository;
import dev.pilotlight.rehearsal.faults.CallFault;
import dev.pilotlight.rehearsal.faults.Fault;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** People are told how a failover is getting on, and visitors do not wait for that. */
@Tag("thorough")
class DeafTopicTest {
    private static final Repository REPOSITORY = Repository.around(Path.of(""));

    @ParameterizedTest
    @EnumSource(
            value = CallFault.class,
            names = {"HANG", "SERVER_ERROR"})
    void aTopicThatTakesNothingKeepsVisitorsWaitingForNoMoment(CallFault kind) {
        Cast cast = Cast.of(REPOSITORY, PlanFile.read(REPOSITORY.plan()), BriskPhysics.physics());
        Recording golden = Performance.of(cast, Scenario.failover(), List.of(), true);
        int first = golden.exchanges().stream()
                .filter(exchange -> exchange.site().operation().equals("sns:Publish"))
                .findFirst()
                .orElseThrow()
                .index();

        Recording deaf = Performance.of(cast, Scenario.failover(), List.of(new Fault.OnCall(first, kind, true)), false);

        assertThat(deaf.violations()).isEmpty();
        assertThat(deaf.took()).isPresent().isEqualTo(golden.took());
    }
}
