package dev.pilotlight.journal;

import static dev.pilotlight.journal.Runs.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.journal.InMemoryJournalTable.Fault;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RefusedException;
import dev.pilotlight.step.RetryableUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContinueRunTest {
    private static final String ARGUMENTS =
            "{\"executionArn\":\"arn:aws:states:us-west-2:111111111111:execution:m:shop-1\","
                    + "\"input\":{\"plan\":\"shop\"}}";

    private final Plan plan = ShopPlan.plan();
    private final InMemoryJournalTable table = new InMemoryJournalTable();
    private final OpenRecord.Opened opened = Runs.open(table, plan, "shop-1", NOON);
    private final List<String> started = new ArrayList<>();
    private final Act act = new Act(Act.Kind.COPY_IMAGE, "ami-1", "token");

    private Outcome go(Successors successors) {
        return new ContinueRun(successors)
                .advance(Runs.request(opened.run(), plan, NOON, ARGUMENTS), Runs.lease(table, opened, NOON));
    }

    private Outcome go() {
        return go((sibling, name, input) -> started.add(name + " " + input));
    }

    private OpenRecord.Opened successor() {
        return Runs.open(table, plan, "shop-1-r1", NOON.plusSeconds(1));
    }

    @Test
    void theSuccessorGoesOnInTheSameEpochAndTheOldExecutionWritesNothingMore() {
        Lease old = Runs.lease(table, opened, NOON);
        old.settle(Runs.permit(old, act), new Settlement.Happened(Map.of()));

        assertThat(go()).isEqualTo(Outcome.done(Map.of("successor", "shop-1-r1")));

        assertThat(started).containsExactly("shop-1-r1 {\"plan\":\"shop\"}");
        assertThatThrownBy(() -> Runs.permit(old, act))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.guard()).isEqualTo(Guard.STALE_EPOCH));
        OpenRecord.Opened next = successor();
        assertThat(next.run().epoch()).isEqualTo(opened.run().epoch());
        assertThat(Deeds.of(Runs.lease(table, next, NOON)).of(Act.Kind.COPY_IMAGE))
                .singleElement()
                .matches(Deed::happened);
    }

    @Test
    void nobodyElseMayGoOnInstead() {
        go();

        assertThatThrownBy(() -> Runs.open(table, plan, "another", NOON))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.guard()).isEqualTo(Guard.LEASE_HELD));
    }

    @Test
    void aStartThatFailedIsMadeUpForByCallingAgain() {
        assertThatThrownBy(() -> go((sibling, name, input) -> {
                    throw new RetryableUnavailableException("no answer from Step Functions");
                }))
                .isInstanceOf(RetryableUnavailableException.class);

        assertThat(go()).isInstanceOf(Outcome.Done.class);
        assertThat(Journal.entries(table, plan.plan(), opened.run().epoch()))
                .extracting(Entry::kind)
                .containsExactly(Entry.OPENED, Entry.CONTINUED);
    }

    @Test
    void callingAgainAfterTheSuccessorHasBegunChangesNothing() {
        go();
        successor();

        assertThat(go()).isInstanceOf(Outcome.Done.class);
        assertThat(Journal.entries(table, plan.plan(), opened.run().epoch()))
                .extracting(Entry::kind)
                .containsExactly(Entry.OPENED, Entry.CONTINUED, Entry.RESUMED);
    }

    @Test
    void aLostAnswerIsNoSecondEntry() {
        table.meet(Fault.CONTEND, Fault.LOSE_ANSWER);

        assertThat(go()).isInstanceOf(Outcome.Done.class);
        assertThat(Journal.entries(table, plan.plan(), opened.run().epoch()))
                .extracting(Entry::kind)
                .containsExactly(Entry.OPENED, Entry.CONTINUED);
    }
}
