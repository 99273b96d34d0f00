package dev.pilotlight.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.plan.ShopPlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NextStepsTest {
    private static final String BY_HAND = "aws rds copy-db-cluster-snapshot --region us-east-1";

    private static List<String> atHome(Map<String, JsonNode> snapshots) {
        return new NextSteps(ShopPlan.plan(), "failback-1", "", "", snapshots, false)
                .after(Purpose.FAILBACK, Verdict.SUCCEEDED, "");
    }

    private static Map<String, JsonNode> orders(ObjectNode facts) {
        return Map.of("orders", facts);
    }

    private static ObjectNode fate(String fate) {
        return JsonNodeFactory.instance.objectNode().put("fate", fate);
    }

    @Test
    void aCopyThatWasMadeOnTheWayHomeIsNamed() {
        assertThat(atHome(orders(fate("kept").put("copy", "shop-east-before-failover"))))
                .anyMatch(step -> step.contains("is kept as the snapshot shop-east-before-failover in us-east-1"))
                .noneMatch(step -> step.contains(BY_HAND));
    }

    @Test
    void whoCouldNotLookForASnapshotOrCopyItSaysHowToDoSoByHand() {
        assertThat(atHome(Map.of())).anyMatch(step -> step.contains("nobody could look") && step.contains(BY_HAND));
        assertThat(atHome(orders(fate("refused").put("why", "the key is disabled"))))
                .anyMatch(step -> step.contains("the key is disabled") && step.contains(BY_HAND));
        assertThat(atHome(orders(fate("unfinished").put("why", "Rate exceeded"))))
                .anyMatch(step -> step.contains("Rate exceeded") && step.contains(BY_HAND));
    }

    @Test
    void whoGaveAFailbackUpForAFailoverThatNobodyNeededIsToldFirstToBringVisitorsHome() {
        NextSteps given = new NextSteps(ShopPlan.plan(), "taker", "", "", Map.of(), true);
        NextSteps usual = new NextSteps(ShopPlan.plan(), "taker", "", "", Map.of(), false);
        for (Verdict verdict : List.of(Verdict.STOOD_DOWN, Verdict.SAFE_ABORTED)) {
            List<String> steps = given.after(Purpose.FAILOVER, verdict, "");
            assertThat(steps.getFirst()).contains("start the failback again", "{\"plan\":\"shop\"}");
            assertThat(usual.after(Purpose.FAILOVER, verdict, "")).isEqualTo(steps.subList(1, steps.size()));
        }
        assertThat(given.after(Purpose.FAILOVER, Verdict.SUCCEEDED, ""))
                .noneMatch(step -> step.contains("start the failback again"));
    }

    @Test
    void whoTurnsBackHalfwayHomeIsNotToldThatTheApplicationIsServedAsBefore() {
        List<String> steps = new NextSteps(ShopPlan.plan(), "home-2", "", "", Map.of(), true)
                .after(Purpose.FAILBACK, Verdict.SAFE_ABORTED, "APPROVAL_REJECTED");

        assertThat(steps.getFirst()).contains("where nobody can write: start the failback again");
        assertThat(steps).noneMatch(step -> step.contains("as before"));
        assertThat(new NextSteps(ShopPlan.plan(), "home-1", "", "", Map.of(), false)
                        .after(Purpose.FAILBACK, Verdict.SAFE_ABORTED, "APPROVAL_REJECTED"))
                .anyMatch(step -> step.contains("The application is served from us-west-2 as before"));
    }

    @Test
    void whatATakerHasHeldAndNotBegunAnewIsGoneOnWithByTheMachineThatOpenedTheRecord() {
        String arns = "arn:aws:states:us-west-2:111111111111:execution:pilot-light-";
        NextSteps steps = new NextSteps(
                ShopPlan.plan(), "taker", arns + "failover:taker", arns + "failback:home-1", Map.of(), false);

        assertThat(steps.after(Purpose.FAILBACK, Verdict.NEEDS_HUMAN, ""))
                .anyMatch(step -> step.contains(":stateMachine:pilot-light-failback --name taker-r1"))
                .anyMatch(step -> step.contains("get-execution-history") && step.contains("failover:taker"));
    }

    @Test
    void whereThereIsNoSnapshotNobodyIsSentToLookForOne() {
        assertThat(atHome(orders(fate("none").put("why", "there is none yet"))))
                .noneMatch(step -> step.contains(BY_HAND));
    }
}
