package dev.pilotlight.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pilotlight.fence.OldInstance.State;
import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.OpenIntent;
import dev.pilotlight.journal.Permit;
import dev.pilotlight.journal.Trace;
import dev.pilotlight.plan.Documents;
import dev.pilotlight.plan.InstanceId;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.ShopPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FenceSettlerTest {
    private static final Plan PLAN = ShopPlan.with(plan -> plan.set(
            "fence",
            Documents.json("{'methods':['networkAcl','stopCompute'],'timeout':'5s','unfenced':'ask',"
                    + "'instanceTags':{'Name':'shop-web'}}")));
    private static final InstanceId ONE = new InstanceId("i-0000000a");
    private static final InstanceId OTHER = new InstanceId("i-0000000b");

    private final OpenRun run = OpenRun.of(PLAN).decided();
    private final NetworkInMemory network = new NetworkInMemory();
    private final List<OldInstance> instances = new ArrayList<>();
    private GroupSize group = new GroupSize(1, 2, 6);
    private final FenceSettler settler = new FenceSettler(network, new Fixed(), new Groups());

    @Test
    void aNetworkAclThatWasCreatedBeforeItsAnswerWasLostIsFound() {
        network.loseAnswersAfter(0);
        loseTheAnswer();

        OpenIntent creation = open(Act.Kind.CREATE_NETWORK_ACL);

        assertThat(settler.networkAclCreated(PLAN, creation)).isInstanceOf(Trace.Found.class);
        assertThat(settler.networkAclCreated(PLAN, inVpc(creation, "vpc-2"))).isEqualTo(new Trace.Nothing());
    }

    @Test
    void aSubnetThatIsStillWhereItWasShowsNothingUntilTheMoveLands() {
        network.delayAfter(1);
        loseTheAnswer();
        network.answerAgain();
        Act move = open(Act.Kind.CLOSE_SUBNET).act();
        assertThat(settler.subnetMoved(move)).isEqualTo(new Trace.Nothing());

        network.land();

        assertThat(settler.subnetMoved(move)).isInstanceOf(Trace.Found.class);
    }

    @Test
    void aDeletionShowsOnceTheNetworkAclIsGone() {
        network.loseAnswersAfter(0);
        loseTheAnswer();
        NetworkAclId there = network.created(PLAN.plan(), run.run().epoch()).firstKey();

        assertThat(settler.networkAclDeleted(PLAN, deletion(there))).isEqualTo(new Trace.Nothing());
        assertThat(settler.networkAclDeleted(PLAN, deletion(new NetworkAclId("acl-99999999"))))
                .isInstanceOf(Trace.Found.class);
    }

    @Test
    void aPrimaryThatDoesNotAnswerIsAskedOnceAndNothingIsGuessed() {
        network.fallSilent();
        Act move = new Move(NetworkInMemory.FIRST, NetworkInMemory.ORIGINAL, new NetworkAclId("acl-00000002"))
                .act(Act.Kind.CLOSE_SUBNET);

        assertThat(settler.subnetMoved(move)).isInstanceOf(Trace.Unclear.class);
        assertThat(settler.networkAclDeleted(PLAN, deletion(NetworkInMemory.ORIGINAL)))
                .isInstanceOf(Trace.Unclear.class);
        assertThat(network.calls()).hasSize(1);
    }

    @Test
    void aStopHasHappenedOnceNoneOfTheInstancesRuns() {
        instances.add(new OldInstance(ONE, State.STOPPING, Optional.empty()));
        instances.add(new OldInstance(OTHER, State.STOPPED, Optional.empty()));

        assertThat(stopped()).isInstanceOf(Trace.Found.class);
    }

    @Test
    void aStopOfWhichNothingIsSeenIsNothing() {
        instances.add(new OldInstance(ONE, State.RUNNING, Optional.empty()));
        instances.add(new OldInstance(OTHER, State.RUNNING, Optional.empty()));

        assertThat(stopped()).isEqualTo(new Trace.Nothing());
    }

    @Test
    void halfAStopIsUnclear() {
        instances.add(new OldInstance(ONE, State.RUNNING, Optional.empty()));
        instances.add(new OldInstance(OTHER, State.STOPPED, Optional.empty()));

        assertThat(stopped()).isInstanceOf(Trace.Unclear.class);
    }

    @Test
    void whatTheOwnersFunctionHasDoneOnlyItKnows() {
        assertThat(settler.functionCalled(new Act(Act.Kind.CALL_FENCE_FUNCTION, "arn:f", "fence")))
                .isInstanceOf(Trace.Unclear.class);
    }

    @Test
    void aGroupThatMayHaveNothingWasEmptied() {
        Act empty = new GroupSize(1, 2, 6).act(Act.Kind.EMPTY_OLD_GROUP, "shop-web");
        Act refill = new GroupSize(1, 2, 6).act(Act.Kind.REFILL_OLD_GROUP, "shop-web");
        assertThat(settler.groupEmptied(empty)).isEqualTo(new Trace.Nothing());
        assertThat(settler.groupRefilled(refill)).isInstanceOf(Trace.Found.class);

        group = GroupSize.NONE;

        assertThat(settler.groupEmptied(empty)).isInstanceOf(Trace.Found.class);
        assertThat(settler.groupRefilled(refill)).isEqualTo(new Trace.Nothing());
    }

    private Trace stopped() {
        String target = OldInstances.target(List.of(ONE, OTHER));
        return settler.instancesStopped(PLAN, new Act(Act.Kind.STOP_INSTANCES, target, target));
    }

    private void loseTheAnswer() {
        Throwable lost = catchThrowable(() -> new SubnetBarrier(network, PLAN, run.run()).raise(Deeds.of(run.lease())));
        assertThat(lost).isInstanceOf(PrimarySilentException.class);
    }

    private OpenIntent open(Act.Kind kind) {
        return run.lease().openIntents(kind).getFirst();
    }

    private OpenIntent deletion(NetworkAclId acl) {
        return intent(new Act(Act.Kind.DELETE_NETWORK_ACL, acl.value(), acl.value()));
    }

    private OpenIntent inVpc(OpenIntent creation, String vpc) {
        return intent(new Act(creation.act().kind(), vpc, creation.act().token()));
    }

    private OpenIntent intent(Act act) {
        return new OpenIntent(run.run().epoch(), 9, act, run.now());
    }

    private final class Fixed implements OldInstances {
        @Override
        public List<OldInstance> of(Map<String, String> tags) {
            assertThat(tags).containsEntry("Name", "shop-web");
            return List.copyOf(instances);
        }

        @Override
        public void stop(Permit permit, List<InstanceId> ids) {
            throw new AssertionError("who settles changes nothing");
        }

        @Override
        public void start(Permit permit, List<InstanceId> ids) {
            throw new AssertionError("who settles changes nothing");
        }
    }

    private final class Groups implements OldGroups {
        @Override
        public Optional<GroupSize> size(String name) {
            return Optional.of(group);
        }

        @Override
        public void empty(Permit permit, String name) {
            throw new AssertionError("who settles changes nothing");
        }

        @Override
        public void refill(Permit permit, String name, GroupSize size) {
            throw new AssertionError("who settles changes nothing");
        }
    }
}
