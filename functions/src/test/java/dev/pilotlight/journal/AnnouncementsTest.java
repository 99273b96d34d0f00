package dev.pilotlight.journal;

import static dev.pilotlight.journal.Runs.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.report.Notice;
import dev.pilotlight.report.Notices;
import dev.pilotlight.step.BrokenConfigurationException;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableUnavailableException;
import dev.pilotlight.step.StepRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {
    private final InMemoryJournalTable table = new InMemoryJournalTable();
    private final OpenRecord.Opened opened = Runs.open(table, ShopPlan.plan(), "shop-1", NOON);
    private final StepRequest request = Runs.request(opened.run(), opened.plan(), NOON, "{}");
    private final List<Notice> told = new ArrayList<>();
    private Notices notices = (topic, notice) -> told.add(notice);

    private void announce(Outcome outcome, Announcement what, String target) {
        Outcome same = new Announcements(table, (topic, notice) -> notices.publish(topic, notice), "fallback")
                .after(outcome, what, target, request);
        assertThat(same).isSameAs(outcome);
    }

    @Test
    void eachThingIsToldOnceInARun() {
        for (int call = 0; call < 3; call++) {
            announce(Outcome.done(), Announcement.OUTAGE_CONFIRMED, "");
            announce(Outcome.done(), Announcement.PROMOTED, "orders");
            announce(Outcome.done(), Announcement.PROMOTED, "stock");
        }
        assertThat(told)
                .extracting(Notice::message)
                .containsExactly(
                        "Plan shop, execution shop-1: the outage is confirmed, at 2026-03-01T12:00:00Z.\n",
                        "Plan shop, execution shop-1: a database is promoted: orders, at 2026-03-01T12:00:00Z.\n",
                        "Plan shop, execution shop-1: a database is promoted: stock, at 2026-03-01T12:00:00Z.\n");
    }

    @Test
    void nothingIsToldBeforeItIsSo() {
        announce(new Outcome.Pending("not yet"), Announcement.SHIFTED, "");
        assertThat(told).isEmpty();
    }

    @Test
    void aTopicThatTakesNothingHoldsNothingUpAndIsTriedAgain() {
        notices = (topic, notice) -> {
            throw new RetryableUnavailableException("no answer");
        };
        announce(Outcome.done(), Announcement.SHIFTED, "");
        notices = (topic, notice) -> {
            throw new BrokenConfigurationException("denied");
        };
        announce(Outcome.done(), Announcement.SHIFTED, "");
        notices = (topic, notice) -> told.add(notice);
        announce(Outcome.done(), Announcement.SHIFTED, "");
        assertThat(told).hasSize(1);
    }
}
