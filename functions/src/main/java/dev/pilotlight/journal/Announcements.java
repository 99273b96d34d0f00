package dev.pilotlight.journal;

import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.report.Notice;
import dev.pilotlight.report.Notices;
import dev.pilotlight.report.SnsNotices;
import dev.pilotlight.step.StepRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells people how a run is getting on, each thing once, as the item {@code PLAN#<plan> / TOLD#<epoch>#<what>} says. It
 * is the least important thing that a run does: nothing waits for it, and whatever goes wrong with it changes nothing
 * else.
 */
public final class Announcements {
    private final JournalTable table;
    private final Notices notices;
    private final String topic;

    /** @param topic the ARN of the deployment's topic, for plans that name none */
    public Announcements(JournalTable table, Notices notices, String topic) {
        this.table = table;
        this.notices = notices;
        this.topic = topic;
    }

    /** The announcements of a deployment. */
    public static Announcements of(Surroundings surroundings) {
        return new Announcements(
                new DynamoJournalTable(
                        surroundings.clients().dynamoDb(),
                        surroundings.settings().table()),
                new SnsNotices(surroundings.clients().sns()),
                surroundings.settings().topic());
    }

    /**
     * Tells people, if they have not been told.
     *
     * @param target what it is about, like a database's name; empty when there is only one
     */
    void tell(Announcement what, String target, StepRequest request) {
        if (request.run().drill()) {
            return;
        }
        JournalTable.Key key = Keys.told(
                request.run().plan(), request.run().epoch(), what.name() + (target.isEmpty() ? "" : "#" + target));
        if (table.get(key).isPresent()) {
            return;
        }
        notices.publish(request.plan().topicOr(topic), notice(what, target, request));
        JournalTable.Item told = new JournalTable.Item(
                key, new TreeMap<>(Map.of("at", request.now().toString())));
        table.commit(List.of(new JournalTable.Write.Put(told, new JournalTable.Condition.Absent())), Tokens.of(told));
    }

    private static Notice notice(Announcement what, String target, StepRequest request) {
        String phrase = what.phrase() + (target.isEmpty() ? "" : ": " + target);
        return new Notice(
                "Pilot Light: " + request.run().plan() + ": " + what.phrase(),
                "Plan " + request.run().plan() + ", execution " + request.run().execution() + ": " + phrase + ", at "
                        + request.now() + ".\n");
    }
}
