package dev.pilotlight.rehearsal.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.rehearsal.PlanFile;
import dev.pilotlight.rehearsal.Repository;
import dev.pilotlight.rehearsal.explore.BriskPhysics;
import dev.pilotlight.rehearsal.explore.Cast;
import dev.pilotlight.rehearsal.explore.Performance;
import dev.pilotlight.rehearsal.explore.Recording;
import dev.pilotlight.rehearsal.explore.Scenario;
import dev.pilotlight.rehearsal.faults.CallFault;
import dev.pilotlight.rehearsal.faults.Fault;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A plan that shares nothing with the walk-through is rehearsed in a world of its own. */
class OwnPlanTest {
    private static final Repository REPOSITORY = Repository.around(Path.of(""));

    private final ObjectNode plan =
            PlanFile.read(REPOSITORY.root().resolve("rehearsal/src/test/resources/plans/warehouse.yaml"));

    @Test
    void aFailoverOfItSucceedsAndBreaksNothing() {
        Cast cast = Cast.of(REPOSITORY, Relocation.of(plan), BriskPhysics.physics());

        Recording golden = Performance.of(cast, Scenario.failover(), List.of(), false);

        assertThat(golden.ending().verdict()).as("%s", golden.ending()).isEqualTo("SUCCEEDED");
        assertThat(golden.violations()).isEmpty();
        assertThat(golden.served()).isPresent();
        assertThat(golden.application())
                .contains("switch: no", "tier robots: 1 instances, image verified", "tier desk: a group of 2");
    }

    @Test
    @Tag("thorough")
    void itComesHomeToWhatItNamesThere() {
        Cast cast = Cast.of(REPOSITORY, Relocation.of(plan), BriskPhysics.physics());

        Recording golden = Performance.of(cast, Scenario.failback(), List.of(), false);

        assertThat(golden.ending().verdict()).as("%s", golden.ending()).isEqualTo("SUCCEEDED");
        assertThat(golden.violations()).isEmpty();
        assertThat(golden.application())
                .contains(
                        "switch: yes",
                        "tier robots: 0 instances, image verified",
                        "at home tier robots: 1 instances",
                        "at home tier desk: a group of 3",
                        "database stock: writes at home true, of 1 writers",
                        "database shelves: writes at home true, of 1 writers");
    }

    @Test
    @Tag("thorough")
    void whoHearsNothingFromOneRoutingEndpointAsksTheNextWhichIsTheSameAct() {
        Cast cast = Cast.of(REPOSITORY, Relocation.of(plan), BriskPhysics.physics());
        Recording golden = Performance.of(cast, Scenario.failover(), List.of(), true);
        int turned = golden.exchanges().stream()
                .filter(exchange -> exchange.site().operation().endsWith(":UpdateRoutingControlStates"))
                .findFirst()
                .orElseThrow()
                .index();

        Recording lost = Performance.of(
                cast, Scenario.failover(), List.of(new Fault.OnCall(turned, CallFault.LOST_ANSWER, false)), false);

        assertThat(lost.violations()).isEmpty();
        assertThat(lost.application()).isEqualTo(golden.application());
    }

    @Test
    void onlyAccountAndRegionsAreOtherOnes() {
        ObjectNode relocated = Relocation.of(plan);

        assertThat(relocated.toString())
                .contains("arn:aws:rds:us-west-2:111111111111:cluster:stock-dublin")
                .contains("arn:aws:rds:us-east-1:111111111111:cluster:stock-frankfurt")
                .contains("arn:aws:cloudwatch:us-east-1:111111111111:alarm:warehouse-down")
                .doesNotContain("210987654321")
                .doesNotContain("eu-central-1");
        assertThat(relocated.path("regions").path("primary").asText()).isEqualTo("us-east-1");
    }

    @Test
    void aPlanWhoseRegionsAreTheTwinsTheOtherWayRoundIsTurned() {
        ObjectNode turned = JsonNodeFactory.instance.objectNode().put("account", "210987654321");
        turned.putObject("regions").put("primary", "us-west-2").put("recovery", "us-east-1");

        assertThat(Relocation.of(turned).path("regions").toString())
                .isEqualTo("{\"primary\":\"us-east-1\",\"recovery\":\"us-west-2\"}");
    }
}
