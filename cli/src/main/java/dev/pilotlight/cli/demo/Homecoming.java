package dev.pilotlight.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.rehearsal.LiveStage;
import dev.pilotlight.rehearsal.Person;
import dev.pilotlight.twin.states.Execution;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * The second half of the story: the failed Region is repaired, and the application comes home by a real replication the
 * other way, while shoppers go on ordering.
 */
final class Homecoming {
    private static final String FAILBACK = "failback";
    private static final String SUCCEEDED = "SUCCEEDED";
    private static final Duration ASKED_LIMIT = Duration.ofMinutes(2);
    private static final Duration FAILBACK_LIMIT = Duration.ofMinutes(2);
    private static final Duration ORDERS_LIMIT = Duration.ofSeconds(30);
    private static final Duration SHOPPING = Duration.ofSeconds(2);
    private static final int SHOWN = 5;

    private final LiveStage live;
    private final Storyteller storyteller;
    private final Story story;
    private final Shoppers shoppers;
    private final InstantSource clock;

    Homecoming(LiveStage live, Storyteller storyteller, Story story, Shoppers shoppers, InstantSource clock) {
        this.live = live;
        this.storyteller = storyteller;
        this.story = story;
        this.shoppers = shoppers;
        this.clock = clock;
    }

    /**
     * What the way home cost.
     *
     * @param verdict how the failback machine ended
     * @param withoutOrders how long nobody could order
     * @param open whether orders are accepted at home again
     * @param lostRows orders that were acknowledged and were there before the failback, and are missing after it
     * @param onlyInTheOldPrimary orders that only the old primary has, as the disaster left them
     */
    record Summary(
            String verdict,
            Duration withoutOrders,
            boolean open,
            int lostRows,
            List<String> onlyInTheOldPrimary,
            List<dev.pilotlight.cli.demo.Summary.State> states) {
        Summary {
            onlyInTheOldPrimary = List.copyOf(onlyInTheOldPrimary);
            states = List.copyOf(states);
        }

        /** Whether the application is home and nothing was lost on the way. */
        boolean isComplete() {
            return verdict.equals(SUCCEEDED) && open && lostRows == 0;
        }

        ObjectNode json() {
            ObjectNode json = JsonNodeFactory.instance
                    .objectNode()
                    .put("verdict", verdict)
                    .put("withoutOrdersSeconds", dev.pilotlight.cli.demo.Summary.seconds(withoutOrders))
                    .put("ordersAtHome", open)
                    .put("lostRows", lostRows);
            onlyInTheOldPrimary.forEach(json.putArray("onlyInTheOldPrimary")::add);
            ArrayNode list = json.putArray("states");
            states.forEach(state -> list.addObject()
                    .put("name", state.name())
                    .put("start", state.start().toString())
                    .put("end", state.end().toString()));
            return json;
        }
    }

    /** Tells it; the shoppers go home with it. */
    Summary tell() throws SQLException, InterruptedException {
        List<String> lostBefore = live.missing(shoppers.acknowledgedBefore(Instant.MAX));
        List<String> stranded = repair();
        storyteller.chapter("Home again");
        Instant began = clock.instant();
        Execution failback = goHome();
        boolean open =
                Patience.isTrue(ORDERS_LIMIT, () -> live.servedBy().startsWith("shop-east") && shoppers.areServed());
        Thread.sleep(SHOPPING);
        shoppers.goHome();
        return measure(failback, began, open, lostBefore, stranded);
    }

    private List<String> repair() throws SQLException {
        storyteller.chapter("The lost Region is repaired");
        List<String> stranded = live.repair();
        storyteller.line("us-east-1 answers again, and its old database is up with what it held: "
                + (stranded.isEmpty()
                        ? "nothing that the new one has not"
                        : stranded.size() + " orders that nobody else has, like "
                                + stranded.stream().limit(SHOWN).toList()));
        storyteller.line("Visitors stay in us-west-2: the switch is latched");
        return stranded;
    }

    private Execution goHome() throws InterruptedException {
        Person operator = new Person(live.stage(), "arn:aws:iam::111111111111:user/operator");
        Execution failback = live.stage()
                .start(FAILBACK, "home-1", JsonNodeFactory.instance.objectNode().put("plan", "shop"));
        Patience.await(
                ASKED_LIMIT,
                "the replication home to be in step",
                () -> operator.newest().isPresent() || failback.end().raised());
        if (operator.newest().isPresent()) {
            storyteller.line("The replication is in step. A person is asked whether to go home, and says yes");
            operator.answer(operator.newest().get(), true, "the Region was repaired, and it is a quiet hour");
        }
        Patience.await(
                FAILBACK_LIMIT, "the failback to end", () -> failback.end().raised());
        return failback;
    }

    private Summary measure(
            Execution failback, Instant began, boolean open, List<String> lostBefore, List<String> stranded)
            throws SQLException {
        List<String> wanted = shoppers.acknowledgedBefore(Instant.MAX).stream()
                .filter(order -> !lostBefore.contains(order))
                .toList();
        List<String> lost = live.missing(wanted, live.home());
        Summary summary = new Summary(
                Demo.verdict(failback),
                shoppers.longestPauseAfter(began),
                open,
                lost.size(),
                stranded,
                story.states(FAILBACK));
        storyteller.chapter("What the way home cost");
        if (!summary.verdict().equals(SUCCEEDED)) {
            storyteller.text("The failback ended as " + Demo.ending(failback));
        }
        storyteller.text(
                open
                        ? "Orders are accepted at home again, served by " + live.servedBy() + "."
                        : "Orders are not accepted at home again.");
        storyteller.text("Without orders for %.1f s at most, while the databases changed places"
                .formatted(dev.pilotlight.cli.demo.Summary.seconds(summary.withoutOrders())));
        storyteller.text(
                "RPO    %d of %d acknowledged orders were lost on the way home".formatted(lost.size(), wanted.size()));
        if (live.home().equals(live.writer())) {
            storyteller.text(
                    "Gone   %d orders that only the old primary had: it was rebuilt; on AWS its snapshot holds them"
                            .formatted(stranded.size()));
        } else {
            storyteller.text("Kept   %d orders that only the old primary had: they are in its own cluster, untouched"
                    .formatted(live.onlyInTheOldPrimary(live.home()).size()));
        }
        return summary;
    }
}
