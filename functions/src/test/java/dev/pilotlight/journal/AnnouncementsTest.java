package dev.pilotlight.journal;

import static dev.pilotlight.journal.Runs.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.report.Notice;
import dev.pilotlight.report.Notices;
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

    private void announce(Announcement what, String target) {
        new Announcements(table, (topic, notice) -> notices.publish(topic, notice), "fallback")
                .tell(what, target, request);
    }

    @Test
    void eachThingIsToldOnceInARun() {
        for (int call = 0; call < 3; call++) {
            announce(Announcement.OUTAGE_CONFIRMED, "");
            announce(Announcement.PROMOTED, "orders");
            announce(Announcement.PROMOTED, "stock");
        }
        assertThat(told)
                .extracting(Notice::message)
                .containsExactly(
                        "Plan shop, execution shop-1: the outage is confirmed, at 2026-03-01T12:00:00Z.\n",
                        "Plan shop, execution shop-1: a database is promoted: orders, at 2026-03-01T12:00:00Z.\n",
                        "Plan shop, execution shop-1: a database is promoted: stock, at 2026-03-01T12:00:00Z.\n");
    }

    @Test
    void aTopicThatTakesNothingIsTriedAgain() {
        notices = (topic, notice) -> {
            throw new RetryableUnavailableException("no answer");
        };
        assertThatThrownBy(() -> announce(Announcement.SHIFTED, "")).isInstanceOf(RetryableUnavailableException.class);
        notices = (topic, notice) -> told.add(notice);
        announce(Announcement.SHIFTED, "");
        assertThat(told).hasSize(1);
    }

    @Test
    void ofADrillNobodyIsTold() {
        OpenRecord.Opened drill = Runs.openRecord(new InMemoryJournalTable(), new InMemoryPlans(ShopPlan.plan()))
                .open(new OpenRecord.Start(ShopPlan.document().removeAll(), Purpose.DRILL, "drill-1", NOON, NOON));
        new Announcements(table, notices, "fallback")
                .tell(Announcement.SHIFTED, "", Runs.request(drill.run(), drill.plan(), NOON, "{}"));
        assertThat(told).isEmpty();
    }
}
