package dev.pilotlight.rehearsal;

import static dev.pilotlight.rehearsal.ScriptedRun.DONE;
import static dev.pilotlight.rehearsal.ScriptedRun.broken;
import static dev.pilotlight.rehearsal.ScriptedRun.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pilotlight.twin.states.Execution;
import dev.pilotlight.twin.states.ExecutionStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way the shipped image synchronisation takes through its states, whatever its functions answer. */
class SyncImagesMachineTest {
    @AutoClose
    private final ScriptedRun sync = new ScriptedRun(
            Machine.read("sync-images"), "{'plan': 'shop', 'tiers': [{'name': 'cache'}, {'name': 'web'}]}");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"{}, false", "\"{'plan': 'shop', 'create': true}\", true"})
    void theImagesOfEveryTierAreCopied(String input, boolean create) {
        sync.takes("CopyImages", Duration.ofMinutes(20));

        Execution execution = sync.run(input);

        assertThat(execution.output().orElseThrow().path("verdict").asText()).isEqualTo("SUCCEEDED");
        assertThat(sync.calls("CopyImages"))
                .extracting(call -> call.arguments().path("tier").asText())
                .contains("cache", "web");
        assertThat(sync.last("CopyImages").arguments().path("create").asBoolean(!create))
                .isEqualTo(create);
        assertThat(sync.elapsed()).isLessThan(Duration.ofMinutes(21));
        JsonNode closing = sync.last("CloseRecord").arguments();
        assertThat(closing.path("verdict").asText()).isEqualTo("SUCCEEDED");
        assertThat(closing.path("tiers").findValuesAsText("tier")).containsExactly("cache", "web");
        JsonNode opening = sync.last("OpenRecord").arguments();
        assertThat(opening.path("machine").asText()).isEqualTo("sync-images");
        assertThat(opening.path("input").isObject()).isTrue();
        assertThat(opening.path("input").has("create")).isFalse();
        assertThat(opening.path("input").has("plan")).isEqualTo(create);
    }

    @Test
    void aCopyOfTwoDaysFitsIntoTheHistory() {
        try (ScriptedRun one =
                new ScriptedRun(Machine.read("sync-images"), "{'plan': 'shop', 'tiers': [{'name': 'web'}]}")) {
            one.takes("CopyImages", Duration.ofDays(2));

            Execution execution = one.run("{}");

            assertThat(execution.output().orElseThrow().path("verdict").asText())
                    .isEqualTo("SUCCEEDED");
            assertThat(execution.history()).hasSizeLessThan(15_000);
        }
    }

    @Test
    void whereTheHistoryBecomesLongAnotherExecutionGoesOn() {
        List<String> tiers = IntStream.rangeClosed(1, 12)
                .mapToObj(number -> "{'name': 'tier-" + number + "'}")
                .toList();
        try (ScriptedRun many =
                new ScriptedRun(Machine.read("sync-images"), "{'plan': 'shop', 'tiers': " + tiers + "}")) {
            many.takes("CopyImages", Duration.ofDays(2))
                    .function("ContinueRun", "{'outcome': 'done', 'evidence': {'successor': 'shop-1-r1'}}");

            Execution execution = many.run("{'plan': 'shop', 'create': true, 'began': '2026-03-01T11:00:00Z'}");

            assertThat(execution.history()).hasSizeBetween(15_000, 17_000);
            assertThat(execution.output().orElseThrow().path("joined").asBoolean())
                    .isTrue();
            assertThat(execution.output().orElseThrow().path("why").asText()).endsWith("goes on as shop-1-r1");
            assertThat(many.calls("ContinueRun")).hasSize(1);
            assertThat(many.last("ContinueRun").arguments().path("input").toString())
                    .isEqualTo("{\"plan\":\"shop\",\"create\":true,\"began\":\"2026-03-01T11:00:00Z\"}");
            assertThat(many.called()).doesNotContain("CloseRecord");
            assertThat(many.calls("CopyImages")
                            .getFirst()
                            .arguments()
                            .path("since")
                            .asText())
                    .as("waits go on from where they were")
                    .isEqualTo("2026-03-01T11:00:00Z");
            assertThat(many.last("OpenRecord").arguments().path("input").toString())
                    .isEqualTo("{\"plan\":\"shop\"}");
        }
    }

    @Test
    void aSuccessorThatCannotBeStartedNeedsAPerson() {
        try (ScriptedRun many = new ScriptedRun(
                Machine.read("sync-images"),
                "{'plan': 'shop', 'tiers': [{'name': 'a'}, {'name': 'b'}, {'name': 'c'}, {'name': 'd'}]}")) {
            many.takes("CopyImages", Duration.ofDays(2)).function("ContinueRun", broken());

            Execution execution = many.run("{}");

            assertThat(execution.error()).contains("NEEDS_HUMAN");
        }
    }

    @Test
    void oneTierThatIsRefusedDoesNotKeepTheOtherFromBeingCopied() {
        sync.function(
                "CopyImages",
                (arguments, number) ->
                        arguments.path("tier").asText().equals("cache") ? refused("NO_USABLE_IMAGE") : DONE);

        Execution execution = sync.run("{}");

        assertThat(execution.error()).contains("NEEDS_HUMAN");
        assertThat(execution.cause().orElseThrow()).startsWith("NO_USABLE_IMAGE: ");
        assertThat(sync.calls("CopyImages")).hasSize(2);
        assertThat(sync.last("CloseRecord").arguments().path("verdict").asText())
                .isEqualTo("NEEDS_HUMAN");
    }

    @Test
    void aFailoverThatTakesTheLeaseIsGivenWayTo() {
        sync.function("CopyImages", refused("STALE_EPOCH"));

        Execution execution = sync.run("{}");

        assertThat(execution.output().orElseThrow().path("verdict").asText()).isEqualTo("SAFE_ABORTED");
        assertThat(sync.called()).doesNotContain("CloseRecord");
    }

    @Test
    void aFailoverThatIsUnderWayIsLeftAlone() {
        sync.function("OpenRecord", refused("LEASE_HELD"));

        Execution execution = sync.run("{}");

        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(sync.called()).containsExactly("OpenRecord");
    }

    @Test
    void aFunctionThatFailsNeedsAPerson() {
        sync.function("CopyImages", broken());

        Execution execution = sync.run("{}");

        assertThat(execution.error()).contains("NEEDS_HUMAN");
        assertThat(execution.cause().orElseThrow()).contains("not allowed");
    }
}
