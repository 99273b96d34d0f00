package dev.pilotlight.failback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pilotlight.failback.OldData.Kept;
import dev.pilotlight.failback.OldData.Server;
import dev.pilotlight.failback.OldData.Sight;
import dev.pilotlight.failback.OldData.Snapshot;
import dev.pilotlight.failback.RetireOldData.Stage;
import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Approval;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.journal.Question;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RefusedException;
import dev.pilotlight.step.RetryableUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetireOldDataTest {
    private static final String KEPT = "shop-east-kept-e1";
    private static final String ARN = "arn:aws:rds:us-east-1:111111111111:cluster:" + KEPT;
    private static final String FINAL = KEPT + "-final-e1";

    private final OpenRun run = OpenRun.of(ShopPlan.plan());
    private final OldDataInMemory data = new OldDataInMemory();

    @BeforeEach
    void aFailbackHasKeptTheOldPrimary() {
        run.lease()
                .note(
                        FailbackRecord.BEFORE,
                        Map.of("database", "orders", "home", Map.of("resourceId", "cluster-OLD"), "way", "detached"));
    }

    private Outcome advance(Stage stage) {
        return new RetireOldData(data, run.approvals())
                .advance(run.plan(), KEPT, stage, run.run(), run.lease(), run.now());
    }

    private void approve(String naming) {
        Outcome.Pending asked = (Outcome.Pending) advance(Stage.APPROVED);
        Question question = Question.read(
                JsonMapper.builder().build().valueToTree(asked.carried().get("ask")));
        run.approvals().ask(run.run(), question, Duration.ofMinutes(15), "token", run.now());
        run.approvals()
                .answer(
                        run.plan().plan(),
                        question.digest(run.run()),
                        new Approval.Answer(true, "arn:aws:iam::111111111111:user/anne", "", naming),
                        run.now());
    }

    private void approved() {
        approve(KEPT);
        assertThat(advance(Stage.APPROVED)).isInstanceOf(Outcome.Done.class);
    }

    private void assertRefused(Stage stage, Guard guard, String why) {
        int before = data.changes.size();
        assertThat(advance(stage)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.guard()).isEqualTo(guard);
            assertThat(refused.why()).contains(why);
        });
        assertThat(data.changes).hasSize(before);
    }

    @Test
    void protectionServersAndClusterGoInThisOrderAfterTheSnapshotIsProven() {
        approved();
        while (!(advance(Stage.SNAPSHOTTED) instanceof Outcome.Done)) {
            data.finishSnapshot();
        }
        while (!(advance(Stage.DELETED) instanceof Outcome.Done)) {
            assertThat(data.changes).hasSizeLessThan(10);
        }

        assertThat(data.changes)
                .containsExactly("snapshot " + FINAL, "unprotect", "delete shop-east-1", "delete cluster");
        assertThat(advance(Stage.DELETED)).isInstanceOf(Outcome.Done.class);
        assertThat(data.changes).hasSize(4);
    }

    @Test
    void aYesThatNamesTheArnCountsToo() {
        approve(ARN);

        assertThat(advance(Stage.APPROVED)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void nothingHappensWithoutAnApproval() {
        assertRefused(Stage.SNAPSHOTTED, Guard.APPROVAL_MISSING, "no approval that names " + ARN);
        assertRefused(Stage.DELETED, Guard.APPROVAL_MISSING, "no approval that names " + ARN);
        approve("shop-east");
        assertThat(advance(Stage.APPROVED)).isInstanceOf(Outcome.Pending.class);
        assertRefused(Stage.DELETED, Guard.APPROVAL_MISSING, "no approval that names " + ARN);
    }

    @Test
    void nothingIsDeletedWithoutAFinalSnapshot() {
        approved();
        assertRefused(Stage.DELETED, Guard.LAST_COPY, "no final snapshot");
        data.snapshot = Optional.of(new Snapshot(FINAL, "creating"));
        assertRefused(Stage.DELETED, Guard.LAST_COPY, "no final snapshot");
        data.snapshot = Optional.of(new Snapshot(KEPT + "-final-e7", "available"));
        assertRefused(Stage.DELETED, Guard.LAST_COPY, "no final snapshot");
        data.snapshot = Optional.of(new Snapshot(FINAL, "failed"));
        assertRefused(Stage.SNAPSHOTTED, Guard.LAST_COPY, "has failed");
    }

    @Test
    void aClusterThatIsStoppedIsToBeStartedFirst() {
        approved();
        data.status = "stopped";
        assertRefused(Stage.SNAPSHOTTED, Guard.LAST_COPY, "is stopped");
    }

    @Test
    void anotherClusterOfThisNameIsNoOldData() {
        data.resourceId = "cluster-OTHER";
        assertRefused(Stage.APPROVED, Guard.NOT_OLD_DATA, "cluster-OTHER, not cluster-OLD");
    }

    @Test
    void aMemberOfAGlobalDatabaseIsNoOldData() {
        approved();
        data.global = Optional.of("reports");
        assertRefused(Stage.SNAPSHOTTED, Guard.NOT_OLD_DATA, "reports");
        assertRefused(Stage.DELETED, Guard.NOT_OLD_DATA, "reports");
    }

    @Test
    void whileNobodyIsProvenToTakeTheWritesNothingIsDeleted() {
        approved();
        advance(Stage.SNAPSHOTTED);
        data.finishSnapshot();
        data.writer = Optional.empty();
        assertRefused(Stage.DELETED, Guard.LAST_COPY, "neither of the plan's clusters");
    }

    @Test
    void aFailbackThatTheJournalDoesNotKnowHasKeptNothing() {
        RetireOldData step = new RetireOldData(data, run.approvals());

        assertThatThrownBy(() -> step.advance(
                        run.plan(), "shop-east-kept-e2", Stage.APPROVED, run.run(), run.lease(), run.now()))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.guard()).isEqualTo(Guard.NOT_OLD_DATA));
        assertThat(data.reads).isZero();
    }

    @Test
    void anOldDescriptionThatShowsTheProtectionIsNoProofThatItIsBack() {
        approved();
        advance(Stage.SNAPSHOTTED);
        data.finishSnapshot();
        advance(Stage.DELETED);
        data.showsOldProtection = true;
        assertThat(advance(Stage.DELETED)).isInstanceOf(Outcome.Pending.class);

        assertThat(advance(Stage.PROTECTED)).isInstanceOf(Outcome.Pending.class);
        assertThat(advance(Stage.PROTECTED)).isInstanceOf(Outcome.Done.class);
        assertThat(data.isProtected).isTrue();
        assertThat(data.changes).containsExactly("snapshot " + FINAL, "unprotect", "protect");
    }

    @Test
    void aRequestOfWhichNobodyKnowsWhetherItTookTheProtectionOffCountsAsIfItHad() {
        approved();
        advance(Stage.SNAPSHOTTED);
        data.finishSnapshot();
        data.losesAnswers = true;
        assertThatThrownBy(() -> advance(Stage.DELETED)).isInstanceOf(RetryableUnavailableException.class);
        data.losesAnswers = false;
        data.showsOldProtection = true;

        assertThat(advance(Stage.PROTECTED)).as("it may still show").isInstanceOf(Outcome.Pending.class);
        run.pass(Duration.ofMinutes(3));
        assertThat(advance(Stage.PROTECTED)).isInstanceOf(Outcome.Pending.class);
        assertThat(advance(Stage.PROTECTED)).isInstanceOf(Outcome.Done.class);
        assertThat(data.isProtected).isTrue();
        assertThat(run.deeds(Act.Kind.UNPROTECT_OLD_CLUSTER)).allMatch(deed -> !deed.open());
    }

    @Test
    void aRunThatTurnsBackProtectsTheClusterAgain() {
        approved();
        advance(Stage.SNAPSHOTTED);
        data.finishSnapshot();
        advance(Stage.DELETED);
        assertThat(data.isProtected).isFalse();

        assertThat(advance(Stage.PROTECTED)).isInstanceOf(Outcome.Pending.class);
        assertThat(advance(Stage.PROTECTED)).isInstanceOf(Outcome.Done.class);
        assertThat(data.isProtected).isTrue();
        assertThat(run.deeds(Act.Kind.PROTECT_OLD_CLUSTER)).allMatch(deed -> !deed.open());
    }

    @Test
    void aRunThatHasBegunNothingHasNothingToTakeBack() {
        assertThat(advance(Stage.PROTECTED)).isInstanceOf(Outcome.Done.class);
        assertThat(data.reads).isZero();
    }

    @Test
    void aRequestWhoseAnswerWasLostIsSettledByWhatIsThere() {
        approved();
        data.losesAnswers = true;
        assertThatThrownBy(() -> advance(Stage.SNAPSHOTTED)).isInstanceOf(RetryableUnavailableException.class);
        data.finishSnapshot();
        assertThat(advance(Stage.SNAPSHOTTED)).isInstanceOf(Outcome.Done.class);
        for (int act = 0; act < 3; act++) {
            assertThatThrownBy(() -> advance(Stage.DELETED)).isInstanceOf(RetryableUnavailableException.class);
        }
        assertThat(advance(Stage.DELETED)).isInstanceOf(Outcome.Done.class);

        assertThat(data.changes)
                .containsExactly("snapshot " + FINAL, "unprotect", "delete shop-east-1", "delete cluster");
        for (Act.Kind kind : List.of(
                Act.Kind.SNAPSHOT_OLD_CLUSTER,
                Act.Kind.UNPROTECT_OLD_CLUSTER,
                Act.Kind.DELETE_OLD_INSTANCE,
                Act.Kind.DELETE_OLD_CLUSTER)) {
            assertThat(run.deeds(kind)).hasSize(1).allMatch(deed -> deed.happened());
        }
    }

    /** A kept cluster with one server. */
    private static final class OldDataInMemory implements OldData {
        private final List<String> changes = new ArrayList<>();
        private final List<Server> servers = new ArrayList<>(List.of(new Server("shop-east-1", "available")));
        private boolean there = true;
        private boolean isProtected = true;
        private boolean showsOldProtection;
        private boolean losesAnswers;
        private int reads;
        private String resourceId = "cluster-OLD";
        private String status = "available";
        private Optional<String> global = Optional.empty();
        private Optional<String> writer = Optional.of("arn:aws:rds:us-east-1:111111111111:cluster:shop-east");
        private Optional<Snapshot> snapshot = Optional.empty();

        void finishSnapshot() {
            snapshot = snapshot.map(begun -> new Snapshot(begun.name(), "available"));
        }

        @Override
        public Sight read(Database database, String kept) {
            reads++;
            Kept cluster = new Kept(ARN, resourceId, status, isProtected || showsOldProtection, global, servers);
            return new Sight(
                    there ? Optional.of(cluster) : Optional.empty(),
                    snapshot.stream().toList(),
                    writer);
        }

        @Override
        public void snapshot(Permit permit, PlanName plan, Kept kept, String name) {
            permit.spendOn(Act.Kind.SNAPSHOT_OLD_CLUSTER, ARN);
            snapshot = Optional.of(new Snapshot(name, "creating"));
            changed("snapshot " + name);
        }

        @Override
        public void protect(Permit permit, Kept kept, boolean wanted) {
            permit.spendOn(wanted ? Act.Kind.PROTECT_OLD_CLUSTER : Act.Kind.UNPROTECT_OLD_CLUSTER, ARN);
            isProtected = wanted;
            changed(wanted ? "protect" : "unprotect");
        }

        @Override
        public void deleteInstance(Permit permit, Kept kept, String name) throws HomeRejectedException {
            permit.spendOn(Act.Kind.DELETE_OLD_INSTANCE, name);
            if (isProtected) {
                throw new HomeRejectedException("deletion protection");
            }
            servers.clear();
            changed("delete " + name);
        }

        @Override
        public void deleteCluster(Permit permit, Kept kept) throws HomeRejectedException {
            permit.spendOn(Act.Kind.DELETE_OLD_CLUSTER, ARN);
            if (isProtected || !servers.isEmpty()) {
                throw new HomeRejectedException("not in this state");
            }
            there = false;
            changed("delete cluster");
        }

        private void changed(String what) {
            changes.add(what);
            if (losesAnswers) {
                throw new RetryableUnavailableException("no answer");
            }
        }
    }
}
