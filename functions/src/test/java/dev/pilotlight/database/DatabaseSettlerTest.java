package dev.pilotlight.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Trace;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.ShopPlan;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DatabaseSettlerTest {
    private static final Plan PLAN = ShopPlan.plan();
    private static final Database DATABASE = PLAN.databases().getFirst();

    private final OpenRun run = OpenRun.of(PLAN).decided();
    private final GlobalDatabaseInMemory aurora = new GlobalDatabaseInMemory(run::now);
    private final DatabaseSettler settler = new DatabaseSettler(aurora);

    @Test
    void aReaderAtRestShowsNothing() {
        assertThat(detached()).isEqualTo(new Trace.Nothing());
        assertThat(failedOver()).isEqualTo(new Trace.Nothing());
    }

    @Test
    void aClusterThatStandsAloneWasDetachedAndDidNotFailOver() throws Exception {
        aurora.detach(run.permit(act(Act.Kind.DETACH_CLUSTER)), DATABASE);
        run.pass(Duration.ofMinutes(10));

        assertThat(detached()).isInstanceOf(Trace.Found.class);
        assertThat(failedOver()).isEqualTo(new Trace.Nothing());
    }

    @Test
    void aClusterThatIsTheWriterFailedOverAndWasNotDetached() throws Exception {
        aurora.failOver(run.permit(act(Act.Kind.FAILOVER_GLOBAL_CLUSTER)), DATABASE);
        run.pass(Duration.ofMinutes(10));

        assertThat(failedOver()).isInstanceOf(Trace.Found.class);
        assertThat(detached()).isEqualTo(new Trace.Nothing());
    }

    @Test
    void aReaderThatChangesIntoNobodyKnowsWhatIsUnclear() {
        aurora.reads("backing-up");

        assertThat(detached()).isInstanceOf(Trace.Unclear.class);
        assertThat(failedOver()).isInstanceOf(Trace.Unclear.class);
    }

    @Test
    void aReaderThatIsBeingPromotedIsBeingDetached() {
        aurora.reads("promoting");

        assertThat(detached()).isInstanceOf(Trace.Found.class);
    }

    @Test
    void onlyAReaderAtRestHasChangedPlacesWithTheClusterAtHome() throws Exception {
        assertThat(settler.switchedOver(DATABASE)).isInstanceOf(Trace.Found.class);
        aurora.reads("backing-up");
        assertThat(settler.switchedOver(DATABASE)).isInstanceOf(Trace.Unclear.class);
    }

    @Test
    void aWriterHasNotChangedPlacesAndWhoeverIsBecomingOneIsUnclear() throws Exception {
        aurora.failOver(run.permit(act(Act.Kind.FAILOVER_GLOBAL_CLUSTER)), DATABASE);
        assertThat(settler.switchedOver(DATABASE)).isInstanceOf(Trace.Unclear.class);
        run.pass(Duration.ofMinutes(10));
        assertThat(settler.switchedOver(DATABASE)).isEqualTo(new Trace.Nothing());
    }

    @Test
    void aClusterThatStandsAloneHasNotChangedPlaces() throws Exception {
        aurora.detach(run.permit(act(Act.Kind.DETACH_CLUSTER)), DATABASE);
        run.pass(Duration.ofMinutes(10));
        assertThat(settler.switchedOver(DATABASE)).isEqualTo(new Trace.Nothing());
    }

    @Test
    void anInstanceShowsThatOneWasCreated() {
        Act act = act(Act.Kind.CREATE_DATABASE_INSTANCE);
        assertThat(settler.instanceCreated(PLAN, act)).isInstanceOf(Trace.Found.class);
        aurora.withoutInstances();
        assertThat(settler.instanceCreated(PLAN, act)).isEqualTo(new Trace.Nothing());
    }

    @Test
    void aClusterThatThePlanDoesNotNameIsUnclear() {
        assertThat(settler.detached(PLAN, new Act(Act.Kind.DETACH_CLUSTER, "arn:another", "token")))
                .isInstanceOf(Trace.Unclear.class);
    }

    private Trace detached() {
        return settler.detached(PLAN, act(Act.Kind.DETACH_CLUSTER));
    }

    private Trace failedOver() {
        return settler.failedOver(PLAN, act(Act.Kind.FAILOVER_GLOBAL_CLUSTER));
    }

    private static Act act(Act.Kind kind) {
        return new Act(kind, DATABASE.recoveryCluster().value(), "token");
    }
}
