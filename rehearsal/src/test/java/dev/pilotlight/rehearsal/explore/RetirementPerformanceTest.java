package dev.pilotlight.rehearsal.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.rehearsal.PlanFile;
import dev.pilotlight.rehearsal.Repository;
import dev.pilotlight.rehearsal.faults.CallFault;
import dev.pilotlight.rehearsal.faults.Fault;
import dev.pilotlight.rehearsal.faults.Incident;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The end of old data as it is rehearsed: neither the failover nor the way home before it is part of what is tried. */
class RetirementPerformanceTest {
    private static final Repository REPOSITORY = Repository.around(Path.of(""));

    private static Cast cast(String strategy) {
        ObjectNode plan = PlanFile.read(REPOSITORY.plan());
        plan.withObject("/databases/0").put("strategy", strategy);
        return Cast.of(REPOSITORY, plan, BriskPhysics.physics());
    }

    @Test
    void withoutFaultsNothingIsDeletedButWhatThePersonHasNamed() {
        Recording golden = Performance.of(cast("detach"), Scenario.retireOldData(), List.of(), true);

        assertThat(golden.violations()).isEmpty();
        assertThat(golden.ending().verdict()).as(golden.ending().why()).isEqualTo("SUCCEEDED");
        assertThat(golden.application())
                .contains(
                        "kept cluster: gone, final snapshot true, missing besides []",
                        "at home: 1 clusters, with a snapshot",
                        "database orders: writes at home true, of 1 writers",
                        "at home tier web: 2 instances",
                        "switch: yes");
        assertThat(golden.afterwards()).isEqualTo(golden.application());
        assertThat(golden.exchanges()).hasSize(golden.calls());
        assertThat(golden.sites().keySet())
                .as("what has happened before does not count")
                .noneMatch(site -> site.function().equals("SwitchOver"))
                .anyMatch(site -> site.operation().equals("rds:DeleteDBCluster"));
    }
}
