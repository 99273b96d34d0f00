package dev.pilotlight.rehearsal.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.rehearsal.faults.CallFault;
import dev.pilotlight.rehearsal.faults.Fault;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A drill as it is rehearsed. */
class DrillPerformanceTest {
    private static final List<String> DESCRIPTIONS =
            List.of("rds:DescribeDBClusters", "rds:DescribeDBClusterSnapshots");

    @Test
    @Tag("thorough")
    void whatADrillHasMadeIsTakenDownByItsNameWhenNoDescriptionEverShowsIt() {
        Trial trial = new Trial(Trial.shipped(), Scenario.drill());
        Recording golden = trial.golden();
        assertThat(golden.ending().verdict()).as(golden.ending().why()).isEqualTo("SUCCEEDED");

        List<Exchange> descriptions = golden.exchanges().stream()
                .filter(exchange -> DESCRIPTIONS.contains(exchange.site().operation()))
                .filter(exchange -> exchange.site().function().equals("RestoreDrillDatabase"))
                .limit(4)
                .toList();
        assertThat(descriptions).hasSize(4);
        assertThat(descriptions)
                .allSatisfy(
                        description -> trial.played(new Fault.OnCall(description.index(), CallFault.STALE_READ, true)));
    }
}
