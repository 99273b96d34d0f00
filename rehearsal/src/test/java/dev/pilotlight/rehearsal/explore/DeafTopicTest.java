package dev.pilotlight.rehearsal.explore;

import static dev.pilotlight.rehearsal.explore.Trial.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.rehearsal.faults.CallFault;
import dev.pilotlight.rehearsal.faults.Fault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** People are told how a failover is getting on, and visitors do not wait for that. */
@Tag("thorough")
class DeafTopicTest {
    @ParameterizedTest
    @EnumSource(
            value = CallFault.class,
            names = {"HANG", "SERVER_ERROR"})
    void aTopicThatTakesNothingKeepsVisitorsWaitingForNoMoment(CallFault kind) {
        Trial trial = new Trial(Trial.shipped(), Scenario.failover());
        Recording golden = trial.golden();

        Recording deaf = trial.played(new Fault.OnCall(call(golden, "sns:Publish"), kind, true));

        assertThat(deaf.took()).isPresent().isEqualTo(golden.took());
    }
}
