package dev.pilotlight.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pilotlight.fixture.OpenRun;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Deed;
import dev.pilotlight.journal.Deeds;
import dev.pilotlight.journal.Trace;
import dev.pilotlight.plan.FenceMethod;
import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.ShopPlan;
import dev.pilotlight.step.BrokenConfigurationException;
import dev.pilotlight.step.Guard;
import dev.pilotlight.step.Outcome;
import dev.pilotlight.step.RetryableThrottledException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TakeFenceDownTest {
    private static final Plan PLAN = ShopPlan.plan();
    private static final List<Act.Kind> ACTS = List.of(
            Act.Kind.CREATE_NETWORK_ACL, Act.Kind.CLOSE_SUBNET, Act.Kind.REOPEN_SUBNET, Act.Kind.DELETE_NETWORK_ACL);

    private final OpenRun run = OpenRun.of(PLAN).decided();
    private final NetworkInMemory network = new NetworkInMemory();

    private List<Barrier> barriers() {
        return List.of(new SubnetBarrier(network, PLAN, run.run()));
    }

    private Outcome fence() {
        return new FencePrimary(barriers()).advance(PLAN, run.lease(), run.started(), run.now());
    }

    private Outcome call() {
        return new TakeFenceDown(barriers()).advance(PLAN, run.lease(), run.now());
    }

    private Duration untilDown() {
        for (int call = 0; call < 1_000; call++) {
            if (call() instanceof Outcome.Done) {
                return Duration.between(run.started(), run.now());
            }
            run.pass(Duration.ofSeconds(1));
        }
        throw new AssertionError("it waits for ever");
    }

    private void assertEverythingIsSettled() {
        assertSettled(run);
    }

    @Test
    void everySubnetGoesBackBehindTheAclItWasBehind() {
        fence();

        assertThat(untilDown()).isLessThan(Duration.ofSeconds(5));

        assertThat(network.isOpen()).isTrue();
        assertThat(network.created()).isZero();
        assertEverythingIsSettled();
    }

    @Test
    void aFenceThatNeverWasIsDownWithoutLookingAtThePrimary() {
        network.fallSilent();

        assertThat(call()).isInstanceOf(Outcome.Done.class);
        assertThat(network.calls()).isEmpty();
    }

    @Test
    void oneThatWasRefusedLeavesNothingToUndo() {
        network.deny();
        fence();

        assertThat(untilDown()).isZero();
        assertThat(network.isOpen()).isTrue();
    }

    @Test
    void aFenceThatLandsBeforeItsUndoIsUndone() {
        network.delayAfter(1);
        fence();
        network.answerAgain();
        network.land();
        assertThat(network.isOpen()).isFalse();

        untilDown();

        assertThat(network.isOpen()).isTrue();
        assertEverythingIsSettled();
    }

    @Test
    void aFenceThatLandsAfterItsUndoFindsNoAclToLeadTo() {
        network.delayAfter(1);
        fence();
        network.answerAgain();

        untilDown();
        network.land();

        assertThat(network.isOpen()).isTrue();
        assertEverythingIsSettled();
    }

    @Test
    void aFenceThatLandsBetweenTwoCallsOfTheUndoIsUndone() {
        network.delayAfter(1);
        fence();
        network.answerAgain();
        call();
        network.land();

        untilDown();

        assertThat(network.isOpen()).isTrue();
        assertThat(network.created()).isZero();
        assertEverythingIsSettled();
    }

    @Test
    void anAclThatMayStillBeCreatedIsWaitedFor() {
        network.delayAfter(0);
        fence();
        network.answerAgain();

        assertThat(call()).isInstanceOf(Outcome.Pending.class);
        run.pass(Duration.ofSeconds(20));
        network.land();
        untilDown();

        assertThat(network.created()).isZero();
        assertEverythingIsSettled();
    }

    @Test
    void anAclThatNeverCameIsNotWaitedForForEver() {
        network.delayAfter(0);
        fence();
        network.answerAgain();

        assertThat(untilDown()).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(3));
        assertEverythingIsSettled();
    }

    @Test
    void aPrimaryThatDoesNotAnswerIsWaitedForAndThePersonIsToldWhatToPutBack() {
        fence();
        network.fallSilent();

        Outcome.Pending pending = (Outcome.Pending) call();

        assertThat(pending.why()).contains("networkAcl: what was done cannot be seen: no answer");
        assertThat(pending.carried())
                .extractingByKey("remedy")
                .asString()
                .contains(NetworkInMemory.FIRST + " back behind " + NetworkInMemory.ORIGINAL, "us-east-1");
    }

    @Test
    void anUndoThatIsNotAllowedNeedsAPerson() {
        fence();
        network.deny();

        Outcome.Refused refused = (Outcome.Refused) call();

        assertThat(refused.guard()).isEqualTo(Guard.FENCE_STANDING);
        assertThat(refused.remedy()).contains("replace-network-acl-association");
    }

    @Test
    void aPersonIsToldHowToGiveBackWhateverTheFenceHasTaken() {
        Deeds deeds = Deeds.of(run.lease());
        deeds.carryOut(new Act(Act.Kind.STOP_INSTANCES, "i-0000000a", "stop"), _ -> Map.of());
        deeds.carryOut(new GroupSize(1, 2, 6).act(Act.Kind.EMPTY_OLD_GROUP, "shop-web"), _ -> Map.of());
        deeds.carryOut(new Act(Act.Kind.CALL_FENCE_FUNCTION, "arn:fence", "fence"), _ -> Map.of());

        assertThat(remedyOf(new Stuck(new BrokenConfigurationException("not authorized"))))
                .isEqualTo(
                        "start what should run: aws ec2 start-instances --region us-east-1 --instance-ids i-0000000a; "
                                + "give the group shop-web back what it had: aws autoscaling update-auto-scaling-group --region "
                                + "us-east-1 --auto-scaling-group-name shop-web --min-size 1 --desired-capacity 2 --max-size 6; "
                                + "undo what arn:fence has done; resume this run, which sees that nothing is left to undo");
    }

    @Test
    void nobodyIsToldToUndoWhatNeverHappened() {
        assertThatThrownBy(() -> Deeds.of(run.lease())
                        .carryOut(new Act(Act.Kind.STOP_INSTANCES, "i-0000000a", "stop"), _ -> {
                            throw new BrokenConfigurationException("not authorized");
                        }))
                .hasMessage("not authorized");

        assertThat(remedyOf(new Stuck(new BrokenConfigurationException("not authorized"))))
                .isEqualTo("resume this run, which sees that nothing is left to undo");
    }

    private String remedyOf(Barrier stuck) {
        return ((Outcome.Refused) new TakeFenceDown(List.of(stuck)).advance(PLAN, run.lease(), run.now())).remedy();
    }

    @Test
    void aPrimaryThatThrottlesIsAskedAgain() {
        Barrier stuck = new Stuck(new RetryableThrottledException("Rate exceeded"));

        Outcome.Pending pending =
                (Outcome.Pending) new TakeFenceDown(List.of(stuck)).advance(PLAN, run.lease(), run.now());

        assertThat(pending.why()).isEqualTo("networkAcl: Rate exceeded");
    }

    /** A barrier that cannot be lowered. */
    private record Stuck(RuntimeException failure) implements Barrier {
        @Override
        public FenceMethod method() {
            return FenceMethod.NETWORK_ACL;
        }

        @Override
        public Optional<String> obstacle() {
            return Optional.empty();
        }

        @Override
        public Standing raise(Deeds deeds) {
            throw failure;
        }

        @Override
        public Optional<String> lower(Deeds deeds, Instant now) {
            throw failure;
        }
    }

    @Test
    void aFenceThatIsBeingTakenDownCountsNoMore() {
        fence();

        call();

        assertThat(FenceRecord.of(Deeds.of(run.lease())).outcome()).isEmpty();
    }

    @Test
    void theFenceOfARunThatWasTakenOverIsTakenDownByTheOneThatTookIt() {
        fence();
        OpenRun taker = run.takenOver((plan, intent) -> new Trace.Unclear("nobody has looked"));

        takeDown(taker);

        assertThat(network.isOpen()).isTrue();
        assertThat(network.created()).isZero();
        assertSettled(taker);
    }

    @Test
    void aFenceThatLandsLateAfterItsRunWasTakenOverIsUndoneToo() {
        network.delayAfter(1);
        fence();
        network.answerAgain();
        OpenRun taker = run.takenOver((plan, intent) -> new Trace.Unclear("nobody has looked"));
        network.land();
        assertThat(network.isOpen()).isFalse();

        takeDown(taker);

        assertThat(network.isOpen()).isTrue();
        assertThat(network.created()).isZero();
        assertSettled(taker);
    }

    @Test
    void theNextRunKnowsThatAFenceStandsUntilItIsTakenDown() {
        assertThat(FenceRecord.stands(Deeds.of(run.lease()))).isFalse();
        fence();
        OpenRun taker = run.takenOver((plan, intent) -> new Trace.Unclear("nobody has looked"));
        assertThat(FenceRecord.stands(Deeds.of(taker.lease()))).isTrue();

        takeDown(taker);

        assertThat(FenceRecord.stands(Deeds.of(taker.lease()))).isFalse();
    }

    private void takeDown(OpenRun taker) {
        for (int call = 0; call < 1_000; call++) {
            TakeFenceDown undo = new TakeFenceDown(List.of(new SubnetBarrier(network, PLAN, taker.run())));
            if (undo.advance(PLAN, taker.lease(), taker.now()) instanceof Outcome.Done) {
                return;
            }
            taker.pass(Duration.ofSeconds(1));
        }
        throw new AssertionError("it waits for ever");
    }

    private static void assertSettled(OpenRun of) {
        ACTS.forEach(kind -> assertThat(of.deeds(kind)).as(kind.name()).noneMatch(Deed::open));
    }

    @Test
    void aRunThatGoesOnAfterwardsFencesAgain() {
        fence();
        untilDown();

        assertThat(fence()).isInstanceOf(Outcome.Done.class);
        assertThat(network.isClosed()).isTrue();
        untilDown();
        assertThat(network.isOpen()).isTrue();
        assertEverythingIsSettled();
    }
}
