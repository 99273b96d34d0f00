package dev.pilotlight.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.database.FailoverSnapshots.Snapshot;
import dev.pilotlight.fence.PrimarySilentException;
import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Entry;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.journal.Trace;
import dev.pilotlight.plan.Database;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.BrokenConfigurationException;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableThrottledException;
import dev.pilotlight.step.RetryableUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeepSnapshotsTest {
    private static final String SNAPSHOT = "rds:unplanned-global-failover-shop-east-2026-03-01-12-05";
    private static final Instant DAYS_AGO = Instant.parse("2026-02-26T12:00:00Z");
    private static final String COPY = "unplanned-global-failover-shop-east-2026-03-01-12-05";

    private final OpenRun run = OpenRun.of(
                    ShopPlan.with(plan -> ((ObjectNode) plan.path("databases").path(0)).put("strategy", "managed")))
            .decided();
    private final SnapshotsInMemory snapshots = new SnapshotsInMemory();

    private Outcome call() {
        return new KeepSnapshots(snapshots).afterFailover(run.plan(), run.lease(), run.started(), run.now());
    }

    /** A call of a run on the way home, which has failed nothing over itself. */
    private Outcome callOnTheWayHome() {
        return new KeepSnapshots(snapshots).afterReturn(run.plan(), run.lease(), run.started(), run.now());
    }

    private void failOver() {
        Database database = run.plan().databases().getFirst();
        Act act = new Act(
                Act.Kind.FAILOVER_GLOBAL_CLUSTER, database.recoveryCluster().value(), "shop-global");
        Deeds.of(run.lease()).carryOut(act, _ -> Map.of());
    }

    private List<Deeds.Note> notes() {
        return Deeds.of(run.lease()).notes(Entry.SNAPSHOT);
    }

    private String fate() {
        return notes().getLast().body().path("fate").asText();
    }

    @Test
    void aSnapshotIsCopiedOnceUnderANameThatIsItsOwn() {
        failOver();
        snapshots.has(SNAPSHOT, "available", run.now());

        assertThat(call()).isEqualTo(Outcome.done(Map.of("orders", "kept")));
        assertThat(call()).isEqualTo(Outcome.done(Map.of("orders", "kept")));

        assertThat(snapshots.copies).containsExactly(COPY);
        assertThat(notes()).hasSize(1);
        assertThat(fate()).isEqualTo("kept");
        assertThat(run.deeds(Act.Kind.COPY_SNAPSHOT)).singleElement().matches(Deed::happened);
    }

    @Test
    void nobodyLooksWhereNothingWasFailedOver() {
        snapshots.failure = new AssertionError("nobody may look");

        assertThat(call()).isEqualTo(Outcome.done(Map.of()));
    }

    @Test
    void aSnapshotThatIsStillBeingTakenIsWaitedForButNotForLong() {
        failOver();
        snapshots.has(SNAPSHOT, "creating", run.now());

        assertThat(call()).isInstanceOf(Outcome.Pending.class);
        run.pass(Duration.ofSeconds(119));
        assertThat(call()).isInstanceOf(Outcome.Pending.class);
        run.pass(Duration.ofSeconds(1));
        assertThat(call()).isEqualTo(Outcome.done(Map.of("orders", "unfinished")));
        assertThat(fate()).isEqualTo("unfinished");
        assertThat(snapshots.copies).isEmpty();
    }

    @Test
    void whoeverLooksAgainLaterKeepsWhatWasNotThereBefore() {
        failOver();
        run.pass(Duration.ofMinutes(2));
        call();
        snapshots.has(SNAPSHOT, "available", run.now());

        assertThat(call()).isEqualTo(Outcome.done(Map.of("orders", "kept")));

        assertThat(notes())
                .extracting(note -> note.body().path("fate").asText())
                .containsExactly("none", "kept");
    }

    @Test
    void onTheWayHomeTheNewestSnapshotIsKeptWhoeverHasFailedTheDatabaseOver() {
        snapshots.has(
                "rds:unplanned-global-failover-shop-east-2026-02-01-12-05", "available", DAYS_AGO.minusSeconds(1));
        snapshots.has(SNAPSHOT, "available", DAYS_AGO);

        assertThat(callOnTheWayHome()).isEqualTo(Outcome.done(Map.of("orders", "kept")));

        assertThat(snapshots.copies).containsExactly(COPY);
        assertThat(notes()).singleElement().satisfies(note -> {
            assertThat(note.body().path("copy").asText()).isEqualTo(COPY);
            assertThat(note.body().path("region").asText()).isEqualTo("us-east-1");
        });
    }

    @Test
    void onTheWayHomeASnapshotThatIsBeingTakenIsWaitedForAndNoneIsNot() {
        assertThat(callOnTheWayHome()).isEqualTo(Outcome.done(Map.of("orders", "none")));

        snapshots.has(SNAPSHOT, "creating", run.now());
        assertThat(callOnTheWayHome())
                .isEqualTo(new Outcome.Pending("the old primaries' snapshots: {orders=" + SNAPSHOT + " is creating}"));
        assertThat(snapshots.copies).isEmpty();
    }

    @Test
    void aRegionThatThrottlesIsAskedAgain() {
        failOver();
        snapshots.failure = new RetryableThrottledException("Rate exceeded");

        assertThat(call()).isEqualTo(new Outcome.Pending("the old primaries' snapshots: {orders=Rate exceeded}"));
        run.pass(Duration.ofMinutes(2));
        assertThat(call()).isEqualTo(Outcome.done(Map.of("orders", "unfinished")));
    }

    @Test
    void aRegionThatIsSilentIsNotWaitedFor() {
        failOver();
        snapshots.failure = new PrimarySilentException("no usable answer from AWS", new IllegalStateException());

        assertThat(call()).isInstanceOf(Outcome.Pending.class);
        run.pass(Duration.ofSeconds(5));
        assertThat(call()).isInstanceOf(Outcome.Done.class);
        assertThat(fate()).isEqualTo("unreachable");
    }

    @Test
    void anotherSnapshotIsLeftAlone() {
        failOver();
        snapshots.has(SNAPSHOT, "available", run.now().minus(Duration.ofDays(3)));
        snapshots.has("rds:shop-east-2026-03-01-03-00", "available", run.now());
        snapshots.has("before-release", "available", run.now());

        assertThat(call()).isInstanceOf(Outcome.Pending.class);
        assertThat(snapshots.copies).isEmpty();
    }

    @Test
    void aLostAnswerIsSettledByTheCopyThatIsThere() {
        failOver();
        snapshots.has(SNAPSHOT, "available", run.now());
        snapshots.losesTheAnswer = true;

        assertThat(call()).isInstanceOf(Outcome.Pending.class);
        assertThat(run.deeds(Act.Kind.COPY_SNAPSHOT)).singleElement().matches(Deed::open);
        Act act = run.deeds(Act.Kind.COPY_SNAPSHOT).getFirst().act();
        assertThat(new SnapshotSettler(snapshots).copied(run.plan(), act))
                .isEqualTo(new Trace.Found(Map.of("copy", COPY)));
        run.pass(Duration.ofSeconds(1));
        assertThat(call()).isInstanceOf(Outcome.Done.class);
        assertThat(snapshots.copies).containsExactly(COPY);
        assertThat(fate()).isEqualTo("kept");
        assertThat(run.deeds(Act.Kind.COPY_SNAPSHOT)).singleElement().matches(Deed::happened);
    }

    @Test
    void aRefusalIsWrittenDownAndFailsNothing() {
        failOver();
        snapshots.has(SNAPSHOT, "available", run.now());
        snapshots.rejection = "the quota of snapshots is used up";

        assertThat(call()).isInstanceOf(Outcome.Done.class);
        assertThat(fate()).isEqualTo("refused");
        assertThat(run.deeds(Act.Kind.COPY_SNAPSHOT)).singleElement().matches(Deed::failed);
    }

    @Test
    void aMissingPermissionIsWrittenDownAndFailsNothing() {
        failOver();
        snapshots.failure = new BrokenConfigurationException("not authorized; check the function's policy");

        assertThat(call()).isInstanceOf(Outcome.Done.class);
        assertThat(fate()).isEqualTo("refused");
    }

    @Test
    void aSilentRegionSettlesNothing() {
        snapshots.failure = new PrimarySilentException("no usable answer from AWS", new IllegalStateException());
        Plan plan = run.plan();
        Act act = new Act(
                Act.Kind.COPY_SNAPSHOT,
                plan.databases().getFirst().primaryCluster().value(),
                COPY);

        assertThat(new SnapshotSettler(snapshots).copied(plan, act)).isInstanceOf(Trace.Unclear.class);
    }

    /** The old primary's Region. */
    private static final class SnapshotsInMemory implements FailoverSnapshots {
        private final List<Snapshot> all = new ArrayList<>();
        private final List<String> copies = new ArrayList<>();
        private @Nullable Throwable failure;
        private @Nullable String rejection;
        private boolean losesTheAnswer;

        void has(String name, String status, Instant createdAt) {
            all.add(new Snapshot(name, status, Optional.of(createdAt)));
        }

        @Override
        public List<Snapshot> list(Database database) {
            if (failure instanceof RuntimeException known) {
                throw known;
            }
            if (failure instanceof Error wrong) {
                throw wrong;
            }
            return List.copyOf(all);
        }

        @Override
        public void copy(Permit permit, PlanName plan, Database database, Snapshot snapshot)
                throws SnapshotRejectedException {
            permit.spendOn(Act.Kind.COPY_SNAPSHOT, database.primaryCluster().value());
            if (rejection != null) {
                throw new SnapshotRejectedException(rejection);
            }
            copies.add(snapshot.copyName());
            all.add(new Snapshot(snapshot.copyName(), "creating", Optional.empty()));
            if (losesTheAnswer) {
                throw new PrimarySilentException(
                        "no usable answer from AWS", new RetryableUnavailableException("timeout"));
            }
        }
    }
}
