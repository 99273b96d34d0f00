package dev.pilotlight.outage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.journal.InMemoryJournalTable;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.site.Web;
import dev.pilotlight.step.RetryableUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** However many signals hang, asking them all ends before the function has to. */
class SignalsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration FUNCTION_LIMIT = Duration.ofSeconds(30);

    private long nanos;
    private int alarmCalls;

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private Signals.Poll ask(Plan plan, Web web) {
        Alarms hanging = _ -> {
            alarmCalls++;
            pass(Duration.ofSeconds(3));
            throw new RetryableUnavailableException("us-east-1 does not answer");
        };
        return new Signals(
                        hanging,
                        web,
                        (_, _, _) -> List.of(),
                        (_, _, _) -> Optional.empty(),
                        new InMemoryJournalTable(),
                        () -> nanos)
                .ask(plan, NOW);
    }

    @Test
    void aRegionWhoseAlarmsHangIsAskedOnce() {
        Signals.Poll poll = ask(planWith("alarm", 20), _ -> new Web.Answer.Responded(200, ""));

        assertThat(alarmCalls).isEqualTo(1);
        assertThat(poll.votes()).extracting(Vote::verdict).containsOnly(Verdict.UNKNOWN);
        assertThat(Duration.ofNanos(nanos)).isLessThan(FUNCTION_LIMIT.dividedBy(2));
    }

    @Test
    void whatIsNotReachedInTimeDoesNotVote() {
        Web slow = url -> {
            pass(Duration.ofSeconds(4));
            return url.getHost().startsWith("primary")
                    ? new Web.Answer.Silent("SocketTimeoutException")
                    : new Web.Answer.Responded(200, "");
        };

        Signals.Poll poll = ask(planWith("http", 20), slow);

        assertThat(Duration.ofNanos(nanos)).isLessThan(FUNCTION_LIMIT.minusSeconds(8));
        assertThat(poll.votes()).hasSize(20);
        assertThat(poll.votes().getFirst().verdict()).isEqualTo(Verdict.UNHEALTHY);
        assertThat(poll.votes().getLast()).satisfies(vote -> {
            assertThat(vote.verdict()).isEqualTo(Verdict.UNKNOWN);
            assertThat(vote.why()).contains("was not asked");
        });
    }

    /** The example with many signals of one kind, and its witness, which it must have, after them. */
    private static Plan planWith(String kind, int count) {
        return ShopPlan.with(plan -> {
            ArrayNode signals = (ArrayNode) plan.path("outage").path("signals");
            ObjectNode example = find(signals, kind);
            ObjectNode witness = find(signals, "witness");
            signals.removeAll();
            for (int i = 1; i < count; i++) {
                signals.add(example.deepCopy().put("name", "signal-" + i));
            }
            signals.add(witness);
        });
    }

    private static ObjectNode find(ArrayNode signals, String kind) {
        return signals.valueStream()
                .filter(signal -> signal.path("kind").asText().equals(kind))
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
