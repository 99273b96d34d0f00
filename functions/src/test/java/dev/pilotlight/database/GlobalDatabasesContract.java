package dev.pilotlight.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.database.DatabaseState.Membership;
import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.ShopPlan;
import org.junit.jupiter.api.Test;

/** What everything that is used as Aurora's global databases must do. */
abstract class GlobalDatabasesContract {
    private static final int PATIENCE = 100;

    private final OpenRun run = OpenRun.of(ShopPlan.plan());

    /** A global database with a writer in the primary Region and a reader, with an instance, in the recovery Region. */
    abstract GlobalDatabases replicated(Database database);

    /** The database of the plan, under names of its own where others might have them too. */
    Database database() {
        return run.plan().databases().getFirst();
    }

    /** Lets a while pass. */
    abstract void pass();

    private Permit permit(Act.Kind kind) {
        return run.permit(new Act(kind, database().recoveryCluster().value(), "token"));
    }

    private DatabaseState reads(GlobalDatabases databases, Membership expected) throws NotPromotableException {
        DatabaseState state = databases.read(database());
        for (int i = 0; i < PATIENCE && !(state.membership() == expected && state.available()); i++) {
            pass();
            state = databases.read(database());
        }
        return state;
    }

    @Test
    void theRecoveryClusterIsAReaderThatIsAvailable() throws NotPromotableException {
        DatabaseState state = reads(replicated(database()), Membership.READER);

        assertThat(state.membership()).isEqualTo(Membership.READER);
        assertThat(state.available()).isTrue();
        assertThat(state.instances()).hasSize(1);
        assertThat(state.endpoint()).isNotEmpty();
    }

    @Test
    void aDetachMakesItAClusterOfItsOwnThatCannotBeDetachedAgain() throws NotPromotableException {
        GlobalDatabases databases = replicated(database());

        databases.detach(permit(Act.Kind.DETACH_CLUSTER), database());

        assertThat(reads(databases, Membership.NONE).membership()).isEqualTo(Membership.NONE);
        assertThatThrownBy(() -> databases.detach(permit(Act.Kind.DETACH_CLUSTER), database()))
                .isInstanceOf(NotPromotableException.class);
    }

    @Test
    void aFailoverMakesItTheWriter() throws NotPromotableException {
        GlobalDatabases databases = replicated(database());

        databases.failOver(permit(Act.Kind.FAILOVER_GLOBAL_CLUSTER), database());

        assertThat(reads(databases, Membership.WRITER).membership()).isEqualTo(Membership.WRITER);
    }

    @Test
    void anInstanceThatWasNotMadeHereIsLeftAlone() throws NotPromotableException {
        GlobalDatabases databases = replicated(database());

        databases.deleteInstance(permit(Act.Kind.DELETE_DATABASE_INSTANCE), database());

        assertThat(databases.read(database()).instances()).hasSize(1);
    }
}
