package dev.pilotlight.evacuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.journal.InMemoryJournalTable;
import dev.pilotlight.journal.JournalTable;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.step.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EvacuatePlanTest {
    private final InMemoryJournalTable kept = new InMemoryJournalTable();
    private final Crowded table = new Crowded(kept);
    private final List<String> started = new ArrayList<>();
    private final Set<String> known = new TreeSet<>();
    private final Map<String, Failovers.End> ends = new TreeMap<>();
    private final EvacuatePlan step = new EvacuatePlan(table, new Failovers() {
        @Override
        public String start(String name, PlanName plan, String reason) {
            started.add(name);
            return "arn:" + plan;
        }

        @Override
        public Optional<End> end(String execution) {
            return Optional.ofNullable(ends.get(execution));
        }

        @Override
        public Optional<String> named(String name) {
            return Optional.of("arn:" + name).filter(known::contains);
        }
    });
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    private Outcome call(String plan) {
        return step.advance(new EvacuatePlan.Assignment("e-1", new PlanName(plan), "gone", 0), now);
    }

    private static Outcome done(String plan, String verdict) {
        return Outcome.done(Map.of("plan", plan, "verdict", verdict));
    }

    @Test
    void aPlanTakesATurnBeginsItsFailoverOnceAndEndsAsThatDoes() {
        call("shop");
        call("shop");
        call("shop");
        assertThat(started).containsExactly("e-1-shop");

        ends.put("arn:shop", new Failovers.End("SUCCEEDED", false, ""));

        assertThat(call("shop")).isEqualTo(done("shop", "SUCCEEDED"));
        assertThat(call("shop")).isEqualTo(done("shop", "SUCCEEDED"));
    }

    @Test
    void turnsAreAsFarApartAsTheBudgetWants() {
        call("shop");
        assertThat(call("stock"))
                .isInstanceOfSatisfying(
                        Outcome.Pending.class,
                        pending -> assertThat(pending.retryAfter()).isEqualTo(Budget.PER_FAILOVER));
        call("stock");
        assertThat(started).isEmpty();

        now = now.plus(Budget.PER_FAILOVER);
        call("stock");

        assertThat(started).containsExactly("e-1-stock");
    }

    @Test
    void aCrowdThatAsksAtTheSameMomentIsNoTroubleAndEachAsksAgainAtAnotherOne() {
        table.others = 1_000;
        Outcome first = call("app-0207");
        Outcome second = call("app-0529");

        assertThat(List.of(first, second))
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Outcome.Pending.class,
                                pending -> assertThat(pending.why()).contains("other plans took their turns")));
        assertThat(((Outcome.Pending) first).retryAfter()).isNotEqualTo(((Outcome.Pending) second).retryAfter());

        table.others = 2;
        call("app-0207");
        call("app-0207");
        assertThat(started).containsExactly("e-1-app-0207");
    }

    /** A table in which others are a moment faster, as often as is said. */
    private static final class Crowded implements JournalTable {
        private final JournalTable table;
        private int others;

        Crowded(JournalTable table) {
            this.table = table;
        }

        @Override
        public Optional<Item> get(Key key) {
            return table.get(key);
        }

        @Override
        public List<Item> list(String partition, String sortBeginsWith) {
            return table.list(partition, sortBeginsWith);
        }

        @Override
        public Commit commit(List<Write> writes, String token) {
            return others-- > 0 ? Commit.CONTENDED : table.commit(writes, token);
        }
    }

    @Test
    void twoEvacuationsShareTheBudget() {
        call("shop");

        Outcome other = step.advance(new EvacuatePlan.Assignment("e-2", new PlanName("stock"), "gone", 0), now);

        assertThat(other)
                .isInstanceOfSatisfying(
                        Outcome.Pending.class,
                        pending -> assertThat(pending.retryAfter()).isEqualTo(Budget.PER_FAILOVER));
    }

    @Test
    void afterTooManyFailuresNobodyBeginsAndWhoHasBegunGoesOn() {
        call("shop");
        call("stock");
        call("shop");
        now = now.plus(Budget.PER_FAILOVER);
        call("stock");
        ends.put("arn:shop", new Failovers.End("NEEDS_HUMAN", false, ""));
        assertThat(call("shop")).isEqualTo(done("shop", "NEEDS_HUMAN"));

        assertThat(call("identity")).isEqualTo(done("identity", "LEFT"));
        ends.put("arn:stock", new Failovers.End("SUCCEEDED", false, ""));
        assertThat(call("stock")).isEqualTo(done("stock", "SUCCEEDED"));
        assertThat(started).containsExactly("e-1-shop", "e-1-stock");
    }

    @Test
    void whoFindsThePlanInTheHandsOfAnotherFailoverEndsAsThatOneDoes() {
        known.add("arn:e-0-shop");
        known.add("arn:e-0-shop-r1");
        call("shop");
        call("shop");
        ends.put("arn:shop", new Failovers.End("SAFE_ABORTED", true, "e-0-shop"));

        assertThat(call("shop"))
                .isInstanceOfSatisfying(
                        Outcome.Pending.class,
                        pending -> assertThat(pending.why()).contains("moved by e-0-shop"));
        assertThat(call("shop")).isInstanceOf(Outcome.Pending.class);
        ends.put("arn:e-0-shop", new Failovers.End("CONTINUED", true, "e-0-shop-r1"));
        call("shop");
        ends.put("arn:e-0-shop-r1", new Failovers.End("SUCCEEDED", false, ""));

        assertThat(call("shop")).isEqualTo(done("shop", "SUCCEEDED"));
    }

    @Test
    void aPlanThatSomeOtherMachineHasIsNotMoved() {
        call("shop");
        call("shop");
        ends.put("arn:shop", new Failovers.End("SAFE_ABORTED", true, "home-1"));

        assertThat(call("shop")).isEqualTo(done("shop", "SAFE_ABORTED"));
    }

    @Test
    void whoJoinsARunThatGoesOnAlreadyHasNotFailed() {
        call("shop");
        call("shop");
        ends.put("arn:shop", new Failovers.End("SAFE_ABORTED", true, ""));
        call("shop");
        now = now.plus(Budget.PER_FAILOVER);

        call("stock");
        call("stock");

        assertThat(started).contains("e-1-stock");
    }
}
