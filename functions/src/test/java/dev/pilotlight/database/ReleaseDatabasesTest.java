package dev.pilotlight.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReleaseDatabasesTest {
    private final OpenRun run = OpenRun.of(ShopPlan.plan()).decided().fenced("confirmed");
    private final Database database = run.plan().databases().getFirst();
    private final GlobalDatabaseInMemory aurora = new GlobalDatabaseInMemory(run::now).withoutInstances();

    private Outcome release() {
        return new ReleaseDatabases(aurora).advance(run.plan(), run.lease(), run.now());
    }

    private void prepare() {
        new PromoteDatabase(aurora, () -> new TreeMap<>(), (_, _) -> Optional.empty())
                .advance(run.plan(), database, run.lease(), run.started(), run.now());
    }

    private List<DatabaseState.Instance> instances() {
        return aurora.read(database).instances();
    }

    @Test
    void theInstanceThatWasCreatedForThePromotionIsDeleted() {
        prepare();
        assertThat(instances()).hasSize(1);

        assertThat(release()).isInstanceOf(Outcome.Pending.class);
        assertThat(release()).isInstanceOf(Outcome.Done.class);

        assertThat(instances()).isEmpty();
        assertEverythingIsSettled();
    }

    @Test
    void whatWasThereBeforeIsNotTouched() {
        aurora.withInstance("shop-west-1");
        prepare();

        assertThat(release()).isInstanceOf(Outcome.Done.class);
        assertThat(instances()).hasSize(1);
    }

    @Test
    void anInstanceWhoseCreationWasNotAnsweredIsFoundAndDeleted() {
        aurora.loseAnswers(true);
        assertThatThrownBy(this::prepare).isInstanceOf(RetryableUnavailableException.class);
        assertThatThrownBy(this::release).isInstanceOf(RetryableUnavailableException.class);
        aurora.loseAnswers(false);

        assertThat(release()).isInstanceOf(Outcome.Done.class);
        assertThat(instances()).isEmpty();
        assertEverythingIsSettled();
    }

    @Test
    void aCreationThatNobodySeesIsWaitedForAndThenSettledAsOfNoEffect() {
        aurora.loseAnswers(true);
        assertThatThrownBy(this::prepare).isInstanceOf(RetryableUnavailableException.class);
        aurora.loseAnswers(false);
        aurora.withoutInstances();

        assertThat(release()).isInstanceOf(Outcome.Pending.class);
        run.pass(Duration.ofMinutes(3));

        assertThat(release()).isInstanceOf(Outcome.Done.class);
        assertThat(run.deeds(Act.Kind.CREATE_DATABASE_INSTANCE)).singleElement().matches(Deed::failed);
    }

    @Test
    void anInstanceThatCannotBeDeletedYetIsWaitedFor() {
        prepare();
        aurora.rejecting("it is being created");

        assertThat(((Outcome.Pending) release()).why()).contains("it is being created");
    }

    @Test
    void aClusterThatSomebodyHasPromotedKeepsItsInstance() throws Exception {
        prepare();
        aurora.detach(
                run.permit(new Act(
                        Act.Kind.DETACH_CLUSTER, database.recoveryCluster().value(), "by hand")),
                database);

        assertThat(((Outcome.Refused) release()).guard()).isEqualTo(Guard.UNSETTLED);
        assertThat(instances()).hasSize(1);
    }

    private void assertEverythingIsSettled() {
        assertThat(run.deeds(Act.Kind.CREATE_DATABASE_INSTANCE)).noneMatch(Deed::open);
        assertThat(run.deeds(Act.Kind.DELETE_DATABASE_INSTANCE)).isNotEmpty().noneMatch(Deed::open);
    }
}
