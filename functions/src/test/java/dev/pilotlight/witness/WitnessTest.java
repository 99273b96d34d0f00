package dev.pilotlight.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.fixture.WebInMemory;
import dev.pilotlight.journal.InMemoryJournalTable;
import dev.pilotlight.journal.JournalTable;
import dev.pilotlight.plan.Documents;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.plan.RegionName;
import dev.pilotlight.site.Probe;
import dev.pilotlight.step.Events;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RefusedException;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WitnessTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final URI SITE = URI.create("https://primary.shop.example/health");
    private static final URI CONTROL = URI.create("https://checkip.example/");

    private final WebInMemory web = new WebInMemory();
    private final InMemoryJournalTable table = new InMemoryJournalTable();

    @BeforeEach
    void theWitnessIsOnTheInternet() {
        web.answering(CONTROL, 200, "");
    }

    private Outcome.Done report(Instant at) {
        Witness witness = new Witness(web, table, new RegionName("us-east-2"));
        return (Outcome.Done) witness.report(Assignment.read(Events.load("witness")), at);
    }

    private Sighting newest() {
        return Sighting.newest(table, new PlanName("shop"), "witness").orElseThrow();
    }

    @Test
    void itReportsASiteThatAnswers() {
        web.answering(SITE, 200, "ok");
        report(NOON);
        assertThat(newest())
                .isEqualTo(new Sighting(
                        new PlanName("shop"),
                        "witness",
                        new RegionName("us-east-2"),
                        NOON,
                        Probe.State.UP,
                        "status 200"));
    }

    @Test
    void itReportsASiteThatIsDown() {
        report(NOON);
        assertThat(newest().state()).isEqualTo(Probe.State.DOWN);
        web.answering(SITE, 503, "");
        report(NOON.plusSeconds(60));
        assertThat(newest().state()).isEqualTo(Probe.State.DOWN);
        assertThat(newest().why()).isEqualTo("status 503");
    }

    @Test
    void withoutItsControlTargetItCannotTell() {
        web.silence(CONTROL);
        report(NOON);
        assertThat(newest().state()).isEqualTo(Probe.State.UNCLEAR);
    }

    @Test
    void anOlderReportNeverReplacesANewerOne() {
        report(NOON);
        web.answering(SITE, 200, "");
        assertThat(report(NOON.minusSeconds(60)).evidence()).containsEntry("written", false);
        assertThat(newest().state()).isEqualTo(Probe.State.DOWN);
    }

    @Test
    void itWritesNothingButItsOwnPartition() {
        report(NOON);
        assertThat(table.commits())
                .singleElement()
                .satisfies(writes -> assertThat(writes)
                        .singleElement()
                        .extracting(JournalTable.Write::key)
                        .isEqualTo(new JournalTable.Key("WITNESS#shop#witness", "SIGHTING")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "witness", "url", "passes", "control"})
    void anAssignmentWithoutAFieldIsRefused(String field) {
        ObjectNode event = (ObjectNode) Events.load("witness");
        event.remove(field);
        refused(event);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'plan':'Shop','witness':'a','url':'https://a.example/','passes':'2xx','control':'https://b.example/'}",
                "{'plan':'shop','witness':'a#b','url':'https://a.example/','passes':'2xx','control':'https://b.example/'}",
                "{'plan':'shop','witness':'a','url':'file:///etc/passwd','passes':'2xx','control':'https://b.example/'}",
                "{'plan':'shop','witness':'a','url':'https://a b/','passes':'2xx','control':'https://b.example/'}",
                "{'plan':'shop','witness':'a','url':'https://a.example/','passes':'all','control':'https://b.example/'}",
                "{'plan':'shop','witness':'a','url':'https://a.example/','passes':'2xx','control':7}"
            })
    void whatIsNoAssignmentIsRefused(String event) {
        refused(Documents.json(event));
    }

    private static void refused(JsonNode event) {
        assertThatThrownBy(() -> Assignment.read(event))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("the assignment");
    }
}
