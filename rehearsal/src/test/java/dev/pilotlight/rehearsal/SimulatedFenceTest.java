package dev.pilotlight.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.twin.service.ec2.InstanceLaunch;
import dev.pilotlight.twin.service.ec2.ModelledHypervisor;
import dev.pilotlight.twin.world.Walkthrough;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The fence in the shipped machine and functions, from the primary's side. */
class SimulatedFenceTest {
    private static final String ASKING = "{'methods': ['networkAcl'], 'timeout': '5s', 'unfenced': 'ask'}";
    private static final String ALLOWING = ASKING.replace("ask", "allow");
    private static final String NOTHING = "{'methods': [], 'timeout': '5s', 'unfenced': 'allow'}";
    private static final Set<String> EVERYTHING = Set.of("ec2", "rds", "s3", "lambda");

    /** An instance beside the database, which no network ACL of the subnet filters. */
    private static void addNeighbour(FenceStage stage) {
        InstanceLaunch launch = new InstanceLaunch(
                "i-00000000000000999",
                Walkthrough.PRIMARY,
                Walkthrough.PRIMARY + "a",
                Walkthrough.PRIMARY_DATABASE_SUBNETS.getFirst(),
                "m7g.large",
                "ami-00000000000000101",
                ModelledHypervisor.complete("modelled:shop-base"),
                "",
                "",
                Map.of("Name", "reporting"),
                stage.twin().timeline().now());
        stage.twin().ec2().addInstance(launch, List.of("sg-00000000000000101"));
    }

    @Test
    void aConfirmedFenceNeedsNobodysConsent() {
        FenceStage stage = new FenceStage(ASKING).failOver(Set.of());

        assertThat(stage.ending()).isEqualTo("SUCCEEDED");
        assertThat(stage.isClosed()).isTrue();
        assertThat(stage.isPromoted()).isTrue();
        assertThat(stage.changes())
                .containsExactly("CreateNetworkAcl", "ReplaceNetworkAclAssociation", "ReplaceNetworkAclAssociation");
    }

    @Test
    void aPartialFenceIsNoFenceAndIsTakenDown() {
        FenceStage stage = new FenceStage(ASKING);
        addNeighbour(stage);
        stage.failOver(Set.of());

        assertThat(stage.ending()).isEqualTo("SAFE_ABORTED APPROVAL_EXPIRED");
        assertThat(stage.wasEverClosed()).isTrue();
        assertThat(stage.isOpen()).isTrue();
        assertThat(stage.isPromoted()).isFalse();
        assertThat(stage.changes()).endsWith("DeleteNetworkAcl");
    }

    @Test
    void aRefusedFenceStopsTheRunUnlessThePlanAllowsTwoWriters() {
        FenceStage asking = new FenceStage(ASKING)
                .denying("FencePrimary", "ReplaceNetworkAclAssociation")
                .failOver(Set.of());
        assertThat(asking.ending()).isEqualTo("SAFE_ABORTED APPROVAL_EXPIRED");
        assertThat(asking.wasEverClosed()).isFalse();
        assertThat(asking.isPromoted()).isFalse();

        FenceStage allowing = new FenceStage(ALLOWING)
                .denying("FencePrimary", "ReplaceNetworkAclAssociation")
                .failOver(Set.of());
        assertThat(allowing.ending()).isEqualTo("SUCCEEDED");
        assertThat(allowing.isPromoted()).isTrue();
    }

    @Test
    void aPrimaryThatHangsChangesTheOutcomeByNothingAndTheTimeByLittle() {
        FenceStage without = new FenceStage(NOTHING).failOver(EVERYTHING);
        FenceStage with = new FenceStage(ALLOWING).failOver(EVERYTHING);

        assertThat(with.ending()).isEqualTo(without.ending()).isEqualTo("SUCCEEDED");
        assertThat(with.took().minus(without.took())).isLessThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(with.wasEverClosed()).isFalse();
    }

    @Test
    void aPrimaryThatHangsCannotBeFencedSoNothingIsPromotedUnasked() {
        FenceStage stage = new FenceStage(ASKING).failOver(EVERYTHING);

        assertThat(stage.ending()).isEqualTo("SAFE_ABORTED APPROVAL_EXPIRED");
        assertThat(stage.isPromoted()).isFalse();
    }

    @Test
    @Tag("thorough")
    void aFenceThatTimesOutAndLandsLateIsUndone() {
        FenceStage stage = new FenceStage(ASKING)
                .late("FencePrimary", "ReplaceNetworkAclAssociation")
                .failOver(Set.of());

        assertThat(stage.ending()).isEqualTo("SAFE_ABORTED APPROVAL_EXPIRED");
        stage.pass(Duration.ofMinutes(5));
        assertThat(stage.isOpen()).isTrue();
        assertThat(stage.isPromoted()).isFalse();
    }

    @Test
    @Tag("thorough")
    void anAclThatIsCreatedLateIsDeletedBeforeTheRunEnds() {
        FenceStage stage =
                new FenceStage(ASKING).late("FencePrimary", "CreateNetworkAcl").failOver(Set.of());

        assertThat(stage.ending()).isEqualTo("SAFE_ABORTED APPROVAL_EXPIRED");
        assertThat(stage.wasEverClosed()).isFalse();
        assertThat(stage.changes()).contains("DeleteNetworkAcl");
    }

    @Test
    void aFenceThatCannotBeTakenDownNeedsAPersonWhoIsToldWhatToPutBack() {
        FenceStage stage = new FenceStage(ASKING);
        addNeighbour(stage);
        stage.silentFor("TakeFenceDown").failOver(Set.of());

        assertThat(stage.ending())
                .startsWith("NEEDS_HUMAN FENCE_STANDING")
                .contains("could not be taken down", "what was done cannot be seen")
                .contains(Walkthrough.PRIMARY_DATABASE_SUBNETS.getFirst() + " back behind acl-");
        assertThat(stage.isPromoted()).isFalse();
    }

    @Test
    void whoeverRefusesThePromotionNeverCostsThePrimaryAConnection() {
        for (String autonomy : List.of("observe", "approve")) {
            FenceStage stage = new FenceStage(ASKING, plan -> plan.put("autonomy", autonomy));
            stage.failOver(Set.of());

            assertThat(stage.ending()).startsWith("SAFE_ABORTED");
            assertThat(stage.wasEverClosed()).as(autonomy).isFalse();
            assertThat(stage.changes()).isEmpty();
        }
    }

    @Test
    @Tag("thorough")
    void theOwnersOwnFunctionIsBelieved() {
        FenceStage stage = function("{\"fence\":\"confirmed\",\"why\":\"the switch in rack 7 is off\"}");
        stage.failOver(Set.of());

        assertThat(stage.ending()).isEqualTo("SUCCEEDED");
        assertThat(stage.isPromoted()).isTrue();
    }

    @Test
    @Tag("thorough")
    void anAnswerThatIsNoneOfTheWordsConfirmsNothing() {
        FenceStage stage = function("{\"fence\":\"Confirmed\"}");
        stage.failOver(Set.of());

        // The run cannot end as aborted either: the function has not said that its fence is lifted.
        assertThat(stage.ending()).startsWith("NEEDS_HUMAN FENCE_STANDING");
        assertThat(stage.isPromoted()).isFalse();
    }

    private static FenceStage function(String answer) {
        FenceStage stage = new FenceStage("{'methods': ['function'], 'timeout': '5s', 'unfenced': 'ask', "
                + "'function': 'arn:aws:lambda:us-west-2:111111111111:function:rack-7'}");
        stage.twin()
                .functions()
                .deploy("rack-7", (event, output) -> output.write(answer.getBytes(StandardCharsets.UTF_8)));
        return stage;
    }

    @Test
    void stoppedInstancesArePartOfAFenceAndAreStartedAgain() {
        FenceStage stage = new FenceStage(
                "{'methods': ['stopCompute'], 'timeout': '5m', 'unfenced': 'ask', 'instanceTags': {'Name': 'shop-web'}}");
        stage.failOver(Set.of());

        assertThat(stage.ending()).isEqualTo("SAFE_ABORTED APPROVAL_EXPIRED");
        assertThat(stage.changes()).containsExactly("StopInstances", "StartInstances");
        stage.pass(Duration.ofMinutes(2));
        assertThat(stage.twin()
                        .ec2()
                        .instance(Walkthrough.PRIMARY, Walkthrough.PRIMARY_INSTANCE)
                        .orElseThrow()
                        .guest()
                        .state(stage.twin().timeline().now())
                        .label())
                .isEqualTo("running");
    }

    @Test
    @Tag("thorough")
    void aGroupThatWouldReplaceWhatIsStoppedIsEmptiedAndGivenBackWhatItHad() {
        FenceStage stage = new FenceStage(
                "{'methods': ['stopCompute'], 'timeout': '5m', 'unfenced': 'ask', 'instanceTags': {'Name': 'shop-old'}}");
        Features.oldGroup(stage.twin());
        stage.failOver(Set.of());

        assertThat(stage.ending()).isEqualTo("SAFE_ABORTED APPROVAL_EXPIRED");
        assertThat(stage.changes()).containsExactly("UpdateAutoScalingGroup", "UpdateAutoScalingGroup");
        stage.pass(Duration.ofMinutes(2));
        assertThat(stage.twin().scaling().desired(Walkthrough.PRIMARY, "shop-old"))
                .contains(2);
    }

    @Test
    @Tag("thorough")
    void aFenceThatLandsWhileItsRunIsTakenOverIsUndoneByTheRunThatTookIt() {
        FenceStage stage = new FenceStage(ASKING);
        addNeighbour(stage);
        stage.late("FencePrimary", "ReplaceNetworkAclAssociation")
                .begin(Set.of())
                .until("ReplaceNetworkAclAssociation")
                .takeOver();

        assertThat(stage.ending()).isEqualTo("SAFE_ABORTED APPROVAL_EXPIRED");
        assertThat(stage.wasEverClosed()).isTrue();
        assertThat(stage.isOpen()).isTrue();
        assertThat(stage.changes()).endsWith("DeleteNetworkAcl");
        assertThat(stage.isPromoted()).isFalse();
    }
}
