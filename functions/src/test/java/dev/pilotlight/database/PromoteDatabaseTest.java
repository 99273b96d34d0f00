package dev.pilotlight.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.fence.FenceRecord;
import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromoteDatabaseTest {
    private final OpenRun detaching = OpenRun.of(planWith("detach")).decided().fenced("confirmed");
    private final OpenRun managed = OpenRun.of(planWith("managed")).decided().fenced("confirmed");
    private Optional<Outcome> approval = Optional.of(new Outcome.Pending("a person is asked"));
    private final SortedMap<String, String> unanswered = new TreeMap<>();

    private static Plan planWith(String strategy) {
        return ShopPlan.with(plan -> ((ObjectNode) plan.path("databases").path(0)).put("strategy", strategy));
    }

    private Outcome call(OpenRun run, GlobalDatabases databases) {
        Database database = run.plan().databases().getFirst();
        return new PromoteDatabase(databases, () -> unanswered, (_, _) -> approval)
                .advance(run.plan(), database, run.lease(), run.started(), run.now());
    }

    /** Calls the step every few seconds, as the state machine does, until it no longer waits. */
    private Outcome callUntilSettled(OpenRun run, GlobalDatabaseInMemory databases) {
        for (int call = 0; call < 1_000; call++) {
            Outcome outcome = call(run, databases);
            if (!(outcome instanceof Outcome.Pending)) {
                return outcome;
            }
            run.pass(Duration.ofSeconds(3));
        }
        throw new AssertionError("it waits for ever");
    }

    @Test
    void nothingIsPromotedBeforeTheFenceIsSettled() {
        OpenRun unfenced = OpenRun.of(planWith("detach")).decided();
        GlobalDatabaseInMemory databases = new GlobalDatabaseInMemory(unfenced::now);

        assertThat(((Outcome.Refused) call(unfenced, databases)).guard()).isEqualTo(Guard.FENCE_UNCONFIRMED);
        assertThat(databases.requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"partial", "timedOut", "refused", "unreachable", "notAttempted"})
    void anUnconfirmedFencePromotesNothingUnlessThePlanOrAPersonAcceptsIt(String outcome) {
        Plan asking = ShopPlan.with(plan -> ((ObjectNode) plan.path("fence")).put("unfenced", "ask"));
        OpenRun run = OpenRun.of(asking).decided().fenced(outcome);
        GlobalDatabaseInMemory databases = new GlobalDatabaseInMemory(run::now);

        assertThat(((Outcome.Refused) call(run, databases)).guard()).isEqualTo(Guard.FENCE_UNCONFIRMED);
        assertThat(databases.requests()).isZero();

        FenceRecord.of(Deeds.of(run.lease())).accept("arn:aws:iam::111111111111:user/anna");
        assertThat(callUntilSettled(run, databases)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aLateStatusIsNoSuccess() {
        GlobalDatabaseInMemory databases = new GlobalDatabaseInMemory(detaching::now);
        Outcome first = call(detaching, databases);
        detaching.pass(Duration.ofSeconds(1));
        Outcome second = call(detaching, databases);
        detaching.pass(Duration.ofSeconds(68));
        Outcome third = call(detaching, databases);
        assertThat(first).isInstanceOf(Outcome.Pending.class);
        assertThat(second).isInstanceOf(Outcome.Pending.class);
        assertThat(third).isInstanceOf(Outcome.Pending.class);
    }

    @Test
    void aDetachedClusterIsProvenOnlyWhenItsPromotionHasEnded() {
        GlobalDatabaseInMemory databases = new GlobalDatabaseInMemory(detaching::now);
        Outcome outcome = callUntilSettled(detaching, databases);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(databases.reallyPromoted()).isTrue();
        assertThat(databases.requests()).isEqualTo(1);
        assertThat(((Outcome.Done) outcome).evidence())
                .containsEntry("endpoint", "shop-west.cluster-abc.us-west-2.rds.amazonaws.com")
                .containsEntry("port", 5432)
                .containsEntry("how", "detached");
    }

    @Test
    void aManagedFailoverIsProvenOnlyWhenTheClusterIsTheWriter() {
        GlobalDatabaseInMemory databases = new GlobalDatabaseInMemory(managed::now);
        Outcome outcome = callUntilSettled(managed, databases);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(databases.reallyPromoted()).isTrue();
        assertThat(databases.requests()).isEqualTo(1);
        assertThat(((Outcome.Done) outcome).evidence()).containsEntry("how", "failed over");
    }

    @Test
    void aWriterThatWasAlwaysNamedProvesNothingUntilTheChangeWasSeen() {
        GlobalDatabaseInMemory databases = new GlobalDatabaseInMemory(detaching::now).alwaysNamingAWriter();
        callUntilSettled(detaching, databases);
        assertThat(databases.reallyPromoted()).isTrue();
    }

    @Test
    void aPromotionTooQuickToBeSeenIsProvenByTheWriterThatAppears() {
        GlobalDatabaseInMemory databases = new GlobalDatabaseInMemory(detaching::now)
                .promoting(Duration.ofMillis(100))
                .statusLate(Duration.ZERO);
        call(detaching, databases);
        detaching.pass(Duration.ofSeconds(1));
        assertThat(call(detaching, databases)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void whatIsPromotedAlreadyIsAdoptedWithoutARequest() throws Exception {
        GlobalDatabaseInMemory databases = new GlobalDatabaseInMemory(detaching::now);
        Database database = detaching.plan().databases().getFirst();
        databases.detach(
                detaching.permit(new Act(
                        Act.Kind.DETACH_CLUSTER, database.recoveryCluster().value(), "by an earlier run")),
                database);
        detaching.pass(Duration.ofMinutes(10));
        assertThat(call(detaching, databases)).isInstanceOf(Outcome.Done.class);
        assertThat(databases.requests()).isEqualTo(1);
    }

    @Test
    void anAcceptedRequestIsNeverRepeatedHoweverLateTheMembershipIs() {
        GlobalDatabaseInMemory databases = new GlobalDatabaseInMemory(detaching::now).withLateMembership();
        Outcome outcome = callUntilSettled(detaching, databases);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(databases.requests()).isEqualTo(1);
    }

    @Test
    void aLostAnswerIsSettledByWhatTheWorldShows() {
        GlobalDatabaseInMemory databases = new GlobalDatabaseInMemory(detaching::now);
        databases.loseAnswers(true);
        assertThatThrownBy(() -> call(detaching, databases)).isInstanceOf(RetryableUnavailableException.class);
        assertThat(detaching.deeds(Act.Kind.DETACH_CLUSTER)).singleElement().matches(Deed::open);
        callUntilSettled(detaching, databases);
        assertThat(databases.effects()).isEqualTo(1);
        assertThat(detaching.deeds(Act.Kind.DETACH_CLUSTER)).singleElement().matches(Deed::happened);
    }

    @Test
    void aRepetitionAfterALostAnswerHasNoSecondEffect() {
        for (OpenRun run : new OpenRun[] {detaching, managed}) {
            GlobalDatabaseInMemory databases = new GlobalDatabaseInMemory(run::now).withLateMembership();
            databases.loseAnswers(true);
            assertThatThrownBy(() -> call(run, databases)).isInstanceOf(RetryableUnavailableException.class);
            databases.loseAnswers(false);
            assertThat(callUntilSettled(run, databases)).isInstanceOf(Outcome.Done.class);
            assertThat(databases.effects()).isEqualTo(1);
        }
    }

    @Test
    void aRejectedRequestIsRefusedWithTheCommandsForAPerson() {
        GlobalDatabaseInMemory databases =
                new GlobalDatabaseInMemory(managed::now).rejecting("engine versions are not compatible");
        Outcome outcome = call(managed, databases);
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.guard()).isEqualTo(Guard.NOT_PROMOTABLE);
            assertThat(refused.remedy()).contains("aws rds remove-from-global-cluster");
        });
        assertThat(managed.deeds(Act.Kind.FAILOVER_GLOBAL_CLUSTER))
                .singleElement()
                .matches(Deed::failed);
    }

    @Test
    void aFailoverRefusedForItsEngineVersionsIsFollowedByADetach() {
        GlobalDatabaseInMemory databases = new GlobalDatabaseInMemory(managed::now).withOtherVersions();
        Outcome outcome = callUntilSettled(managed, databases);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Done.class, done -> assertThat(done.evidence()).containsEntry("how", "detached"));
        assertThat(databases.effects()).isEqualTo(1);
        assertThat(managed.deeds(Act.Kind.FAILOVER_GLOBAL_CLUSTER))
                .singleElement()
                .matches(Deed::failed);
        assertThat(managed.deeds(Act.Kind.DETACH_CLUSTER)).singleElement().matches(Deed::happened);
    }

    @Test
    void aManagedFailoverPastItsDeadlineIsAQuestionForAPerson() {
        GlobalDatabaseInMemory databases = new GlobalDatabaseInMemory(managed::now).stuck();
        call(managed, databases);
        managed.pass(Duration.ofMinutes(14));
        assertThat(call(managed, databases)).isNotEqualTo(approval.orElseThrow());
        managed.pass(Duration.ofMinutes(2));
        assertThat(call(managed, databases)).isEqualTo(approval.orElseThrow());
        assertThat(databases.requests()).isEqualTo(1);
    }

    @Test
    void anOverdueFailoverIsDetachedWhenAPersonAgrees() {
        GlobalDatabaseInMemory databases = new GlobalDatabaseInMemory(managed::now).stuck();
        call(managed, databases);
        managed.pass(Duration.ofMinutes(16));
        approval = Optional.empty();
        databases.recover();
        assertThat(callUntilSettled(managed, databases)).isInstanceOf(Outcome.Done.class);
        assertThat(databases.effects()).isEqualTo(1);
        assertThat(managed.deeds(Act.Kind.DETACH_CLUSTER)).singleElement().matches(Deed::happened);
    }

    @Test
    void detachingIsTriedOnceInEachObservedState() {
        GlobalDatabaseInMemory databases = new GlobalDatabaseInMemory(managed::now).stuck();
        call(managed, databases);
        managed.pass(Duration.ofMinutes(16));
        approval = Optional.empty();
        databases.rejecting("the global cluster is in an invalid state");
        assertThat(guard(call(managed, databases))).isEqualTo(Guard.NOT_PROMOTABLE);
        assertThat(guard(call(managed, databases))).isEqualTo(Guard.NOT_PROMOTABLE);
        assertThat(databases.requests()).isEqualTo(2);
        databases.reads("backing-up");
        assertThat(guard(call(managed, databases))).isEqualTo(Guard.NOT_PROMOTABLE);
        assertThat(databases.requests()).isEqualTo(3);
    }

    @Test
    void aManagedFailoverThatCompletesLateIsAdopted() {
        GlobalDatabaseInMemory databases = new GlobalDatabaseInMemory(managed::now)
                .promoting(Duration.ofMinutes(40))
                .withLateMembership();
        call(managed, databases);
        managed.pass(Duration.ofMinutes(20));
        assertThat(callUntilSettled(managed, databases))
                .isInstanceOfSatisfying(
                        Outcome.Done.class, done -> assertThat(done.evidence()).containsEntry("how", "failed over"));
        assertThat(databases.requests()).isEqualTo(1);
    }

    private static Guard guard(Outcome outcome) {
        return ((Outcome.Refused) outcome).guard();
    }

    @Test
    void aClusterWithoutInstancesGetsOneFirst() {
        GlobalDatabaseInMemory databases = new GlobalDatabaseInMemory(detaching::now).withoutInstances();
        call(detaching, databases);
        assertThat(detaching.deeds(Act.Kind.CREATE_DATABASE_INSTANCE)).hasSize(1);
        assertThat(detaching.deeds(Act.Kind.DETACH_CLUSTER)).isEmpty();
        assertThat(callUntilSettled(detaching, databases)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aClusterWithoutInstancesAndWithoutAClassIsRefused() {
        GlobalDatabaseInMemory databases =
                new GlobalDatabaseInMemory(detaching::now).withoutInstances().ofNoKnownClass();
        assertThat(call(detaching, databases))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why()).contains("instanceClass"));
        assertThat(databases.requests()).isZero();
    }

    @Test
    void aClusterThatIsBusyIsLeftAlone() {
        GlobalDatabaseInMemory databases = new GlobalDatabaseInMemory(detaching::now);
        databases.reads("backing-up");
        assertThat(call(detaching, databases)).isInstanceOf(Outcome.Pending.class);
        assertThat(databases.requests()).isZero();
    }

    @Test
    void nothingIsPromotedWithoutADecisionInTheJournal() {
        OpenRun undecided = OpenRun.of(planWith("detach"));
        GlobalDatabaseInMemory databases = new GlobalDatabaseInMemory(undecided::now);
        assertThat(call(undecided, databases))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.guard()).isEqualTo(Guard.APPROVAL_MISSING));
        assertThat(databases.requests()).isZero();
    }

    @Test
    void nothingIsPromotedWhileTheRecoveryRegionItselfFails() {
        GlobalDatabaseInMemory databases = new GlobalDatabaseInMemory(detaching::now);
        unanswered.putAll(Map.of("EC2", "timeout"));
        assertThat(call(detaching, databases)).isInstanceOf(Outcome.Pending.class);
        assertThat(databases.requests()).isZero();
        unanswered.clear();
        call(detaching, databases);
        assertThat(databases.requests()).isEqualTo(1);
    }

    @Test
    void whoeverWaitsTooLongForTheRecoveryRegionTurnsBackWhileThatIsPossible() {
        GlobalDatabaseInMemory databases = new GlobalDatabaseInMemory(detaching::now);
        unanswered.putAll(Map.of("EC2", "timeout"));
        assertThat(callUntilSettled(detaching, databases)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.guard()).isEqualTo(Guard.RECOVERY_REGION_DEGRADED);
            assertThat(refused.why()).contains("EC2", "120 s");
        });
        assertThat(databases.requests()).isZero();
    }
}
