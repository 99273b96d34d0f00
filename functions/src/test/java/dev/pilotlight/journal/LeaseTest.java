package dev.pilotlight.journal;

import static dev.pilotlight.journal.Runs.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.journal.InMemoryJournalTable.Fault;
import dev.pilotlight.plan.GlobalClusterId;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.RefusedException;
import dev.pilotlight.step.RetryableConflictException;
import dev.pilotlight.step.RetryableUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final Act DETACH =
            new Act(Act.Kind.DETACH_CLUSTER, "arn:aws:rds:us-west-2:111111111111:cluster:shop-west", "request-1");
    private static final Act LAUNCH = new Act(Act.Kind.LAUNCH_INSTANCES, "web", "token-1");

    private final InMemoryJournalTable table = new InMemoryJournalTable();
    private final OpenRecord.Opened opened = Runs.open(table, ShopPlan.plan(), "shop-1", NOON);
    private final Lease lease = Runs.lease(table, opened, NOON);

    @Test
    void aPermitNamesTheActAndItsIntentIsWrittenBeforeItIsThere() {
        Permit permit = Runs.permit(lease, DETACH);

        assertThat(permit.act()).isEqualTo(DETACH);
        assertThat(permit.epoch()).isEqualTo(opened.run().epoch());
        JsonNode intent = lease.last(Entry.INTENT).orElseThrow().facts();
        assertThat(intent.path("act").asText()).isEqualTo("DETACH_CLUSTER");
        assertThat(intent.path("target").asText()).isEqualTo(DETACH.target());
        assertThat(intent.path("token").asText()).isEqualTo("request-1");
        assertThat(intent.path("call").asText()).startsWith("call-");
    }

    @Test
    void anIntentIsOpenUntilItIsSettled() {
        Permit permit = Runs.permit(lease, DETACH);
        assertThat(lease.openIntents()).extracting(OpenIntent::act).containsExactly(DETACH);

        lease.settle(permit, new Settlement.Happened(Map.of("status", "promoting")));

        assertThat(lease.openIntents()).isEmpty();
        assertThat(lease.last(Entry.OUTCOME).orElseThrow().facts())
                .hasToString("{\"evidence\":{\"status\":\"promoting\"},\"intent\":2,\"result\":\"happened\"}");
    }

    @Test
    void anIntentOfAnEarlierCallIsSettledByALaterOne() {
        Runs.permit(lease, DETACH);
        Runs.permit(lease, LAUNCH);
        Lease later = Runs.lease(table, opened, NOON.plusSeconds(30));

        later.settle(later.openIntents(Act.Kind.DETACH_CLUSTER).getFirst(), new Settlement.DidNotHappen("refused"));

        assertThat(later.openIntents()).extracting(OpenIntent::act).containsExactly(LAUNCH);
    }

    @Test
    void sequencesHaveNoGapsAndEveryEntryNamesTheOneBefore() {
        Runs.permit(lease, LAUNCH);
        lease.note("signal", Map.of("name", "visitors"));
        Runs.permit(lease, DETACH);

        List<Entry> entries = lease.entries();

        assertThat(entries).extracting(Entry::sequence).containsExactly(1L, 2L, 3L, 4L);
        assertThat(entries.getFirst().previous()).isEqualTo(Entry.NOTHING_BEFORE);
        for (int i = 1; i < entries.size(); i++) {
            assertThat(entries.get(i).previous()).isEqualTo(entries.get(i - 1).hash());
        }
    }

    @Test
    void twoCallsThatWriteAtTheSameTimeBothGetTheirPlace() {
        Lease other = Runs.lease(new RacingTable(table, () -> lease.note("signal", Map.of("n", 1))), opened, NOON);

        Runs.permit(other, DETACH);

        assertThat(lease.entries()).extracting(Entry::kind).containsExactly(Entry.OPENED, "signal", Entry.INTENT);
    }

    @Test
    void ofTwoDeliveriesOfOneEventAtTheSameMomentOneActs() {
        Lease first = Runs.lease(table, opened, NOON);
        Lease second = Runs.lease(table, opened, NOON);
        Deeds known = Deeds.of(second);

        assertThat(Deeds.of(first).carryOut(DETACH, permit -> Map.of())).isEmpty();

        assertThatThrownBy(() -> known.carryOut(DETACH, LeaseTest::act))
                .isInstanceOf(RetryableConflictException.class)
                .hasMessageContaining(DETACH.target());
        assertThat(lease.entries()).extracting(Entry::kind).containsOnlyOnce(Entry.INTENT);
    }

    @Test
    void ofTwoDeliveriesWhoseWritesMeetOneActs() {
        Lease first = Runs.lease(table, opened, NOON);
        Lease second = Runs.lease(new RacingTable(table, () -> Runs.permit(first, DETACH)), opened, NOON);
        Deeds known = Deeds.of(second);

        assertThatThrownBy(() -> known.carryOut(DETACH, LeaseTest::act)).isInstanceOf(RetryableConflictException.class);

        assertThat(lease.entries()).extracting(Entry::kind).containsOnlyOnce(Entry.INTENT);
    }

    @Test
    void whatTheOtherHalfOfARunDoesMeanwhileIsInNobodysWay() {
        Deeds known = Deeds.of(lease);
        Runs.permit(Runs.lease(table, opened, NOON), LAUNCH);

        known.carryOut(DETACH, permit -> Map.of());
        known.carryOut(DETACH, permit -> Map.of());

        assertThat(lease.entries())
                .filteredOn(entry -> entry.kind().equals(Entry.INTENT))
                .hasSize(3);
    }

    @Test
    void anActOfWhichTheCallKnewIsRepeated() {
        Runs.permit(Runs.lease(table, opened, NOON), DETACH);

        assertThat(Deeds.of(lease).carryOut(DETACH, permit -> Map.of())).isEmpty();
    }

    private static Map<String, Object> act(Permit permit) {
        throw new AssertionError("it acts although another call does: " + permit.act());
    }

    @Test
    void aLostAnswerIsReadBackAndNothingIsWrittenTwice() {
        table.meet(Fault.LOSE_ANSWER);

        Permit permit = Runs.permit(lease, DETACH);

        assertThat(permit.act()).isEqualTo(DETACH);
        assertThat(lease.entries()).hasSize(2);
    }

    @Test
    void aLostRequestGivesNoPermit() {
        table.meet(Fault.LOSE_REQUEST);

        assertThatThrownBy(() -> Runs.permit(lease, DETACH)).isInstanceOf(RetryableUnavailableException.class);
        assertThat(lease.entries()).hasSize(1);
    }

    @Test
    void contentionIsTriedAgainFiveTimes() {
        table.meet(Fault.CONTEND, Fault.CONTEND, Fault.CONTEND, Fault.CONTEND);
        Runs.permit(lease, DETACH);

        table.meet(Fault.CONTEND, Fault.CONTEND, Fault.CONTEND, Fault.CONTEND, Fault.CONTEND);
        assertThatThrownBy(() -> Runs.permit(lease, LAUNCH)).isInstanceOf(RetryableConflictException.class);
    }

    @Test
    void aSupersededEpochGetsNoPermitAndWritesNothing() {
        replace(Keys.lease(new PlanName("shop")), "epoch", 2L);

        RefusedException refusal = catchThrowableOfType(RefusedException.class, () -> Runs.permit(lease, DETACH));

        assertThat(refusal.guard()).isEqualTo(Guard.STALE_EPOCH);
        assertThat(refusal.outcome().facts()).as("nobody else has the plan").isEmpty();
        assertThatThrownBy(() -> lease.note("signal", Map.of())).isInstanceOf(RefusedException.class);
        assertThat(table.commits()).hasSize(1);
    }

    @Test
    void whoHasLostTheLeaseIsToldWhoHasItNow() {
        replace(Keys.lease(new PlanName("shop")), "epoch", 2L);
        replace(Keys.lease(new PlanName("shop")), "holder", "shop-2");

        assertThat(catchThrowableOfType(RefusedException.class, () -> Runs.permit(lease, DETACH))
                        .outcome()
                        .facts())
                .isEqualTo(Map.of("otherRun", "shop-2"));
    }

    @Test
    void aTakeoverBetweenReadingAndWritingIsNoticed() {
        Lease slow = Runs.lease(
                new RacingTable(table, () -> replace(Keys.lease(new PlanName("shop")), "epoch", 2L)), opened, NOON);

        assertThat(catchThrowableOfType(RefusedException.class, () -> Runs.permit(slow, DETACH))
                        .guard())
                .isEqualTo(Guard.STALE_EPOCH);
        assertThat(table.commits()).hasSize(1);
    }

    @Test
    void aClusterThatAnotherPlanHasTakenStopsTheActButNotTheBookkeeping() {
        replace(Keys.lease(new GlobalClusterId("shop-global")), "plan", "other");

        RefusedException refusal = catchThrowableOfType(RefusedException.class, () -> Runs.permit(lease, DETACH));

        assertThat(refusal.guard()).isEqualTo(Guard.STALE_EPOCH);
        assertThat(refusal).hasMessageContaining("shop-global");
        lease.note("signal", Map.of());
        assertThat(lease.entries()).extracting(Entry::kind).containsExactly(Entry.OPENED, "signal");
    }

    @Test
    void aPermitIsForItsActAloneAndForOneUse() {
        Permit permit = Runs.permit(lease, DETACH);

        assertThatThrownBy(() -> permit.spendOn(Act.Kind.LAUNCH_INSTANCES, DETACH.target()))
                .isInstanceOf(BrokenPermitException.class);
        assertThatThrownBy(() -> permit.spendOn(DETACH.kind(), "another cluster"))
                .isInstanceOf(BrokenPermitException.class);
        permit.spendOn(DETACH.kind(), DETACH.target());
        assertThatThrownBy(() -> permit.spendOn(DETACH.kind(), DETACH.target()))
                .isInstanceOf(BrokenPermitException.class)
                .hasMessageContaining("already used");
    }

    @Test
    void aPermitIsGoodForTenSeconds() {
        AtomicLong nanos = new AtomicLong();
        Permit permit = Runs.permit(Runs.lease(table, opened, nanos::get, NOON), DETACH);

        nanos.addAndGet(Duration.ofSeconds(10).toNanos());

        assertThatCode(() -> permit.spendOn(DETACH.kind(), DETACH.target())).doesNotThrowAnyException();
    }

    @Test
    void onlyTheNewestEntryOfAKindAndOnlyTheIntentsOfAKindAreFound() {
        Lease lease = Runs.lease(table, opened, NOON);
        Act bind = new Act(Act.Kind.BIND_PARAMETER, "/shop/endpoint", "value");
        Runs.permit(lease, bind);
        Runs.permit(lease, DETACH);
        lease.note("signal", Map.of("number", 1));
        lease.note("other", Map.of("number", 2));

        assertThat(lease.last("signal").orElseThrow().facts().path("number").asInt())
                .isEqualTo(1);
        assertThat(lease.openIntents(DETACH.kind())).extracting(OpenIntent::act).containsExactly(DETACH);
    }

    @Test
    void aStopThatContendsIsTriedAgainFiveTimes() {
        Lease lease = Runs.lease(table, opened, NOON);
        table.meet(Fault.CONTEND, Fault.CONTEND, Fault.CONTEND, Fault.CONTEND);
        assertThat(lease.stop("SITE_UNHEALTHY", "no answer")).isTrue();
        assertThat(lease.stop("SITE_UNHEALTHY", "again"))
                .as("once stopped it stays so")
                .isTrue();
        assertThat(lease.entries()).extracting(Entry::kind).containsOnlyOnce(Entry.STOPPED);
    }

    @Test
    void aPlanWhoseLeaseIsGoneIsSaidToHaveNone() {
        assertThatThrownBy(() -> Runs.permit(Runs.lease(new InMemoryJournalTable(), opened, NOON), DETACH))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.outcome().why()).endsWith("; there is no lease"));
    }

    @Test
    void aPermitGrowsOld() {
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
        Permit permit = Runs.permit(Runs.lease(table, opened, nanos::get, NOON), DETACH);

        nanos.addAndGet(Duration.ofSeconds(11).toNanos());

        assertThatThrownBy(() -> permit.spendOn(DETACH.kind(), DETACH.target()))
                .isInstanceOf(BrokenPermitException.class)
                .hasMessageContaining("too old");
    }

    @Test
    void anEntryThatWasChangedOrRemovedIsNoticed() {
        lease.note("signal", Map.of("vote", "HEALTHY"));
        lease.note("signal", Map.of("vote", "UNHEALTHY"));
        JournalTable.Item second = lease.entries().get(1).item();

        TreeMap<String, Object> changed = new TreeMap<>(second.attributes());
        changed.put("body", "{\"vote\":\"UNHEALTHY\"}");
        table.tamper(new JournalTable.Item(second.key(), changed));
        assertThatThrownBy(lease::entries).isInstanceOf(BrokenJournalException.class);

        table.remove(second.key());
        assertThatThrownBy(lease::entries)
                .isInstanceOf(BrokenJournalException.class)
                .hasMessageContaining("gap");
    }

    @Test
    void everyTransactionCarriesItsOwnToken() {
        Runs.permit(lease, DETACH);
        Runs.permit(lease, DETACH);
        lease.note("signal", Map.of());

        assertThat(table.tokens()).hasSize(4).doesNotHaveDuplicates();
    }

    private void replace(JournalTable.Key key, String attribute, Object value) {
        TreeMap<String, Object> attributes =
                new TreeMap<>(table.get(key).orElseThrow().attributes());
        attributes.put(attribute, value);
        table.tamper(new JournalTable.Item(key, attributes));
    }
}
